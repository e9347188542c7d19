import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { someUuid } from '../fixtures/make-observation.ts'
import type { TestPhone } from '../fixtures/people.ts'

export interface TestPhoto {
  photoId: string
  bytes: Uint8Array
  sha256: string
  size: number
  mime: string
}

export const photoOf = (bytes: Uint8Array, mime = 'image/jpeg'): TestPhoto => ({
  photoId: someUuid(),
  bytes,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  size: bytes.length,
  mime,
})

/** What a mutation says of a photo. */
export const announcementOf = ({ photoId, sha256, size, mime }: TestPhoto) => ({
  photoId,
  sha256,
  size,
  mime,
})

export const checksumOf = (bytes: Uint8Array): string =>
  `sha256 ${createHash('sha256').update(bytes).digest('base64')}`

export interface UploadAnswer {
  status: number
  offset: number | null
  headers: Record<string, string | string[] | undefined>
}

export interface ChunkRequest {
  offset: number
  bytes: Uint8Array
  /** Default: the photo's size. */
  length?: number | null
  /** Default: the right one. */
  checksum?: string | null
}

/** A phone's photo channel over real HTTP. */
export class TestUploads {
  readonly #origin: string
  readonly #phone: TestPhone
  /** Bytes of bodies handed to the network so far. */
  sentBytes = 0

  constructor(origin: string, phone: TestPhone) {
    this.#origin = origin
    this.#phone = phone
  }

  head(photoId: string): Promise<UploadAnswer> {
    return this.#ask('HEAD', photoId, { headers: {} })
  }

  patch(photo: TestPhoto, chunk: ChunkRequest): Promise<UploadAnswer> {
    return this.#ask('PATCH', photo.photoId, {
      headers: { ...chunkHeaders(photo, chunk), 'content-length': String(chunk.bytes.length) },
      body: chunk.bytes,
    })
  }

  /** Sends only the first `cut` bytes of a chunk, then breaks the connection. */
  patchCut(photo: TestPhoto, chunk: ChunkRequest, cut: number): Promise<void> {
    const headers = { ...chunkHeaders(photo, chunk), 'content-length': String(chunk.bytes.length) }
    this.sentBytes += cut
    return new Promise((resolve) => {
      const outgoing = request(this.#address(photo.photoId), {
        method: 'PATCH',
        agent: false,
        headers: { ...headers, ...this.#own() },
      })
      outgoing.on('error', () => undefined)
      outgoing.on('close', resolve)
      outgoing.write(chunk.bytes.subarray(0, cut), () => outgoing.destroy())
    })
  }

  /** The same, but breaks the connection only once `isHere` says that the server has the bytes. */
  async patchUntil(
    photo: TestPhoto,
    chunk: ChunkRequest,
    { cut, isHere }: { cut: number; isHere: () => Promise<boolean> },
  ): Promise<void> {
    const headers = { ...chunkHeaders(photo, chunk), 'content-length': String(chunk.bytes.length) }
    this.sentBytes += cut
    const outgoing = request(this.#address(photo.photoId), {
      method: 'PATCH',
      agent: false,
      headers: { ...headers, ...this.#own() },
    })
    outgoing.on('error', () => undefined)
    outgoing.write(chunk.bytes.subarray(0, cut))
    while (!(await isHere())) await new Promise(setImmediate)
    outgoing.destroy()
  }

  /** Sends zeros without a stated length until the server has had enough; returns how many bytes were written. */
  patchEndless(
    photo: TestPhoto,
    most: number,
  ): Promise<{ written: number; status: number | null }> {
    const headers = { 'upload-offset': '0', 'upload-length': String(photo.size) }
    const block = new Uint8Array(64 * 1024)
    return new Promise((resolve) => {
      let written = 0
      let status: number | null = null
      const outgoing = request(this.#address(photo.photoId), {
        method: 'PATCH',
        agent: false,
        headers: { 'content-type': uploadType, ...headers, ...this.#own() },
      })
      outgoing.on('response', (response) => {
        status = response.statusCode ?? null
        response.resume()
      })
      outgoing.on('error', () => undefined)
      outgoing.on('close', () => resolve({ written, status }))
      const next = (error?: Error | null) => {
        if (error || outgoing.destroyed || written >= most) {
          outgoing.end()
          return
        }
        written += block.length
        outgoing.write(block, next)
      }
      next()
    })
  }

  /** Sends a photo whole, in chunks, from where the server is. */
  async sendAll(photo: TestPhoto, chunkBytes = 256 * 1024): Promise<UploadAnswer> {
    let { offset } = await this.head(photo.photoId)
    let answer: UploadAnswer
    do {
      const from = offset ?? 0
      const bytes = photo.bytes.subarray(from, from + chunkBytes)
      answer = await this.patch(photo, { offset: from, bytes })
      offset = answer.offset
      // A 409 has the offset to continue from: an upload that was cut before may have left more than was known.
    } while ([204, 409].includes(answer.status) && (offset ?? 0) < photo.size)
    return answer
  }

  #address = (photoId: string) => `${this.#origin}/api/photos/${photoId}`
  #own = () => ({ cookie: this.#phone.cookie, 'sec-fetch-site': 'same-origin' })

  #ask(
    method: string,
    photoId: string,
    { headers, body }: { headers: Record<string, string>; body?: Uint8Array },
  ): Promise<UploadAnswer> {
    this.sentBytes += body?.length ?? 0
    return new Promise((resolve, reject) => {
      const outgoing = request(
        this.#address(photoId),
        { method, agent: false, headers: { ...headers, ...this.#own() } },
        (response) => {
          response.resume()
          response.on('end', () => {
            const offset = response.headers['upload-offset']
            resolve({
              status: response.statusCode ?? 0,
              offset: offset === undefined ? null : Number(offset),
              headers: response.headers,
            })
          })
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}

const uploadType = 'application/offset+octet-stream'

const chunkHeaders = (
  photo: TestPhoto,
  { offset, bytes, length = photo.size, checksum = checksumOf(bytes) }: ChunkRequest,
): Record<string, string> => ({
  'content-type': uploadType,
  'upload-offset': String(offset),
  ...(length === null ? {} : { 'upload-length': String(length) }),
  ...(checksum === null ? {} : { 'upload-checksum': checksum }),
})
