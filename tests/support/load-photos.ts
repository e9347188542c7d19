import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import type { Uuid } from '../../shared/identifiers.ts'
import { someUuid } from './make-observation.ts'

/** A photo that can be told from every other by its colour. */
export interface LoadPhoto {
  photoId: Uuid
  sha256: string
  size: number
  mime: 'image/jpeg'
  bytes: Uint8Array
  colour: readonly [red: number, green: number, blue: number]
}

/** Three pieces a photo, so that most kills fall into the middle of one. */
const tailBytes = 20_000
const pieceBytes = 8 * 1024

let made = 0

export async function makeLoadPhoto(): Promise<LoadPhoto> {
  made += 1
  const colour = [(made * 37) % 256, (made * 91) % 256, (made * 151) % 256] as const
  const [r, g, b] = colour
  const create = { width: 32, height: 24, channels: 3 as const, background: { r, g, b } }
  const picture = await sharp({ create }).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer()
  // What follows the end of the picture is no part of it, and part of the hash.
  const tail = crypto.getRandomValues(new Uint8Array(tailBytes))
  const bytes = Buffer.concat([picture, tail])
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { photoId: someUuid(), sha256, size: bytes.length, mime: 'image/jpeg', bytes, colour }
}

/** What a mutation says of it. */
export const announcementOf = ({ photoId, sha256, size, mime }: LoadPhoto) => ({
  photoId,
  sha256,
  size,
  mime,
})

export interface PhotoSending {
  address: string
  headers: Record<string, string>
  onTurnedAway?: () => void
  /** Default: the network as it is. */
  fetch?: typeof fetch
  /** Milliseconds before asking again; default 20. */
  pauseMs?: number
  /** Hears of what must not happen. */
  unexpected: string[]
}

/** What is known of the server's offset: it may be ahead of the last answer we have, never behind. */
interface Progress {
  acknowledged: number
  offset: number
}

/** Sends a photo until the server has acknowledged its last byte, over any number of crashes; asks for the offset after each. */
export async function sendLoadPhoto(photo: LoadPhoto, sending: PhotoSending): Promise<void> {
  const progress: Progress = { acknowledged: 0, offset: 0 }
  while (progress.acknowledged < photo.size) {
    try {
      if (await sendPiece(photo, sending, progress)) continue
    } catch {
      // Refused or cut: nobody knows whether it was taken in.
    }
    sending.onTurnedAway?.()
    await pause(sending.pauseMs ?? 20)
    await askOffset(photo, sending, progress)
  }
}

async function sendPiece(
  photo: LoadPhoto,
  { address, headers, unexpected, fetch: send = fetch }: PhotoSending,
  progress: Progress,
): Promise<boolean> {
  const piece = photo.bytes.subarray(progress.offset, progress.offset + pieceBytes)
  const reply = await send(address, {
    method: 'PATCH',
    headers: {
      ...headers,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(progress.offset),
      'upload-length': String(photo.size),
    },
    body: Uint8Array.from(piece),
  })
  if (reply.status === 204) {
    progress.offset = progress.acknowledged = Number(reply.headers.get('upload-offset'))
    return true
  }
  if (reply.status !== 503 && reply.status !== 409) {
    unexpected.push(`photo: status ${String(reply.status)} at ${String(progress.offset)}`)
  }
  return false
}

/** G9: what was acknowledged is on disk, so no crash may take it back. */
async function askOffset(
  { photoId }: LoadPhoto,
  { address, headers, unexpected, fetch: send = fetch }: PhotoSending,
  progress: Progress,
): Promise<void> {
  const reply = await send(address, { method: 'HEAD', headers }).catch(() => undefined)
  if (reply?.status === 404) {
    unexpected.push(`photo ${photoId}: announced, and not known`)
    progress.offset = 0
  }
  if (reply?.status !== 200) return
  const offset = Number(reply.headers.get('upload-offset'))
  if (offset < progress.acknowledged) {
    unexpected.push(
      `photo ${photoId}: ${String(progress.acknowledged)} acknowledged, now ${String(offset)}`,
    )
  }
  progress.offset = offset
  progress.acknowledged = Math.max(progress.acknowledged, offset)
}
