import { createHash } from 'node:crypto'
import type { Uuid } from '../../shared/identifiers.ts'
import { limits } from '../../shared/limits.ts'
import { refuse, succeed, type Outcome } from '../../shared/problem.ts'
import { StoreAwayError, type Store } from '../store/database/database.ts'
import { newPhotoFileName, type PhotoFiles } from '../store/photos/photo-files.ts'
import { hashPhotoFile } from '../store/photos/photo-hash.ts'
import {
  findPhoto,
  forgetUpload,
  moveOffset,
  openUpload,
  type PhotoKey,
  type StoredPhoto,
} from '../store/photos/photo-store.ts'

export interface UploadPlace {
  store: Store
  photoFiles: PhotoFiles
  randomBytes: (count: number) => Uint8Array
  /** Server time, milliseconds since 1970 UTC. */
  now: () => number
}

export interface PhotoChunk extends PhotoKey {
  /** The phone that sends. */
  clientId: Uuid
  /** Where the chunk begins, in bytes. */
  offset: number
  /** Size of the whole photo; needed unless it has been announced. */
  length: number | undefined
  /** Of this chunk, SHA-256 in base64; without it only the whole photo is checked. */
  checksum: string | undefined
  /** Size of the chunk when the request says so. */
  chunkBytes: number | undefined
  bytes: AsyncIterable<Uint8Array>
}

/** How much of a photo has arrived. */
export interface UploadProgress {
  offset: number
  size: number | null
  state: StoredPhoto['state']
}

/** Returns where a phone's own photo continues; `not-found` for another phone's, and for an unknown one. */
export async function readUpload(
  { store }: Pick<UploadPlace, 'store'>,
  { clientId, ...key }: PhotoKey & { clientId: Uuid },
): Promise<Outcome<UploadProgress>> {
  const photo = await findPhoto(store.db, key)
  if (photo?.clientId !== clientId) return refuse('not-found')
  return succeed(progressOf(photo))
}

const isComplete = ({ state }: StoredPhoto) => state !== 'announced' && state !== 'receiving'

const progressOf = (photo: StoredPhoto): UploadProgress => ({
  offset: isComplete(photo) ? (photo.size ?? photo.receivedBytes) : photo.receivedBytes,
  size: photo.size,
  state: photo.state,
})

/**
 * Receives one chunk; the returned offset is on disk (sync.md §2.5). Refuses `upload-conflict` with the true offset,
 * `checksum-mismatch` (chunk: nothing kept; whole photo: back to 0), `body-too-large` beyond the announced size (G12), `not-found`,
 * `bad-request`, `too-many-requests`. Throws `StoreAwayError` when the disk is full.
 */
export async function receivePhotoBytes(
  place: UploadPlace,
  chunk: PhotoChunk,
): Promise<Outcome<UploadProgress>> {
  const photo = await openPhoto(place, chunk)
  if (!photo.ok) return photo
  const { size } = photo.value
  if (size === null || (chunk.length !== undefined && chunk.length !== size)) {
    return refuse('bad-request')
  }
  const progress = progressOf(photo.value)
  if (chunk.offset !== progress.offset) return conflict(progress)
  if (progress.offset === size) {
    return (chunk.chunkBytes ?? 0) > 0
      ? refuse('body-too-large', { offset: size })
      : succeed(progress)
  }
  const held = await alignFile(place, photo.value)
  if (held !== chunk.offset) return conflict({ ...progress, offset: held })
  const written = await writeChunk(place, photo.value, { chunk, room: size - chunk.offset })
  if (!written.ok) {
    // A refused request leaves no record, not even of a photo without bytes.
    if (chunk.offset === 0) await forget(place, photo.value)
    return written
  }
  return acknowledge(place, photo.value, { from: chunk.offset, to: chunk.offset + written.value })
}

const conflict = ({ offset }: Pick<UploadProgress, 'offset'>) =>
  refuse('upload-conflict', { offset })

/** Returns the photo of this phone, and creates it when its bytes come before its announcement (G4). */
async function openPhoto(
  { store, randomBytes, now }: UploadPlace,
  { clientId, length, offset, ...key }: PhotoChunk,
): Promise<Outcome<StoredPhoto>> {
  const known = await findPhoto(store.db, key)
  if (known) return known.clientId === clientId ? succeed(known) : refuse('not-found')
  if (length === undefined) return refuse('bad-request')
  if (length > limits.photoBytes) return refuse('body-too-large', { limit: limits.photoBytes })
  if (offset !== 0) return conflict({ offset: 0 })
  const fileName = newPhotoFileName(randomBytes)
  const at = new Date(now())
  const made = await openUpload(store, key, { clientId, size: length, fileName, now: at })
  if (!made) return refuse('too-many-requests')
  return made.clientId === clientId ? succeed(made) : refuse('not-found')
}

/**
 * Makes disk and database agree after a crash or after one of them was restored, and returns the offset to continue from: bytes
 * beyond the acknowledged ones are overwritten later; missing ones are requested again.
 */
async function alignFile(place: UploadPlace, photo: StoredPhoto): Promise<number> {
  const { photoFiles } = place
  const { fileName, receivedBytes } = photo
  const part = await photoFiles.size(fileName, 'part')
  if ((part ?? 0) >= receivedBytes) return receivedBytes
  if (part === undefined && (await photoFiles.size(fileName, 'original')) !== undefined) {
    await photoFiles.reopenPart(fileName)
    return receivedBytes
  }
  await move(place, photo, { from: receivedBytes, to: 0 })
  return 0
}

const move = ({ store, now }: UploadPlace, photo: StoredPhoto, by: { from: number; to: number }) =>
  moveOffset(store, photo, { ...by, now: new Date(now()) })

async function forget({ store, photoFiles }: UploadPlace, photo: StoredPhoto): Promise<void> {
  if (photo.observationId !== null) return
  await forgetUpload(store, photo)
  await photoFiles.remove(photo.fileName, 'part')
}

class TooManyBytesError extends Error {
  override name = 'TooManyBytesError'
}

async function writeChunk(
  { photoFiles }: UploadPlace,
  { fileName, receivedBytes }: StoredPhoto,
  { chunk, room }: { chunk: PhotoChunk; room: number },
): Promise<Outcome<number>> {
  const tooLarge = refuse('body-too-large', { offset: receivedBytes })
  if ((chunk.chunkBytes ?? 0) > room) return tooLarge
  const hash = createHash('sha256')
  try {
    const bytes = checked(chunk.bytes, { room, hash })
    const written = await photoFiles.writePart(fileName, chunk.offset, bytes)
    if (isCut(chunk, written)) return written > 0 ? succeed(written) : refuse('bad-request')
    const isRight = chunk.checksum === undefined || hash.digest('base64') === chunk.checksum
    return isRight ? succeed(written) : refuse('checksum-mismatch', { offset: receivedBytes })
  } catch (error) {
    if (error instanceof TooManyBytesError) return tooLarge
    throw isDiskFull(error) ? new StoreAwayError('The disk is full', { cause: error }) : error
  }
}

async function* checked(
  bytes: AsyncIterable<Uint8Array>,
  { room, hash }: { room: number; hash: ReturnType<typeof createHash> },
): AsyncGenerator<Uint8Array> {
  let seen = 0
  try {
    for await (const chunk of bytes) {
      seen += chunk.length
      if (seen > room) throw new TooManyBytesError('More bytes than announced')
      hash.update(chunk)
      yield chunk
    }
  } catch (error) {
    if (!isConnectionLost(error)) throw error
  }
}

const isConnectionLost = (error: unknown): boolean =>
  ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as NodeJS.ErrnoException).code ?? '')

/**
 * Bytes that came before the connection was lost are the beginning of the chunk, and stay: on a network where hardly a request
 * comes through whole, every part brings the photo forward (F3). They are checked with the whole photo.
 */
const isCut = ({ chunkBytes }: PhotoChunk, written: number): boolean =>
  chunkBytes !== undefined && written < chunkBytes

const isDiskFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')

/** The bytes are on disk; the last ones close the file before they are acknowledged. */
async function acknowledge(
  place: UploadPlace,
  photo: StoredPhoto,
  { from, to }: { from: number; to: number },
): Promise<Outcome<UploadProgress>> {
  const { store, photoFiles } = place
  const { fileName, sha256, size } = photo
  if (to === size) {
    await photoFiles.trimPart(fileName, size)
    // The hash of a photo that is not announced yet is unknown; its announcement starts the check.
    const isWrong =
      sha256 !== null && (await hashPhotoFile(photoFiles, fileName, 'part')) !== sha256
    if (isWrong) {
      await move(place, photo, { from, to: 0 })
      return refuse('checksum-mismatch', { offset: 0 })
    }
    await photoFiles.finishPart(fileName)
  }
  if (await move(place, photo, { from, to })) {
    return succeed({ offset: to, size, state: 'receiving' })
  }
  const present = await findPhoto(store.db, photo)
  return conflict({ offset: present ? progressOf(present).offset : 0 })
}
