import { limits } from '../../../shared/limits.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Problem } from '../../../shared/problem.ts'
import {
  photosToSend,
  readBytes,
  recordProgress,
  recordRejected,
  recordSent,
  recordWrongHash,
} from '../../local/outbox/photo-queue.ts'
import type { PhotoRecord } from '../../local/outbox/photo-record.ts'
import { awayError } from '../http/api-client.ts'
import type { HttpAnswer } from '../http/http-exchange.ts'
import { ServerAwayError, TimeoutError } from '../http/network-errors.ts'
import { askOffset, offsetIn, sendChunk, type Chunk } from './photo-transfer.ts'
import type { UploadMemory } from './upload-memory.ts'
import {
  isOver,
  setDelivery,
  SignInNeededError,
  type CycleBounds,
  type SyncParts,
} from './sync-parts.ts'

export interface Upload {
  parts: SyncParts
  bounds: CycleBounds
  memory: UploadMemory
}

/** How many photos one read of the queue returns; `photosToSend` decides their order. */
const photosAtOnce = 20

/**
 * Sends photos until none waits, the time of the cycle is over or new text has to go first. Each chunk that the server has confirmed is
 * recorded before the next is sent. Throws network errors and `SignInNeededError`.
 */
export async function uploadPhotos(upload: Upload): Promise<'done' | 'more'> {
  const { parts, memory } = upload
  const skipped = new Set<Uuid>()
  for (;;) {
    const ready = await parts.context.outbox.read(['photo', 'mutation'], (transaction) =>
      photosToSend(transaction, photosAtOnce + skipped.size),
    )
    const photos = ready.filter(({ photoId }) => !skipped.has(photoId))
    photos.sort(
      (a, b) => Number(memory.failing.has(a.photoId)) - Number(memory.failing.has(b.photoId)),
    )
    const [photo] = photos
    if (!photo) return 'done'
    const result = await sendPhoto(upload, photo)
    if (result === 'paused') return 'more'
    if (result === 'skipped') skipped.add(photo.photoId)
  }
}

type PhotoResult = 'finished' | 'paused' | 'skipped'

async function sendPhoto(upload: Upload, photo: PhotoRecord): Promise<PhotoResult> {
  const { parts, memory } = upload
  const { photoId } = photo
  const entities = [photo.observationId]
  setDelivery(parts, { sendingPhoto: photoId })
  try {
    const result = await sendChunks(upload, photo, await startOffset(upload, photo))
    memory.unsure.delete(photoId)
    memory.failing.delete(photoId)
    return result
  } catch (error) {
    if (error instanceof ServerAwayError) memory.failing.add(photoId)
    throw error
  } finally {
    setDelivery(parts, { sendingPhoto: null })
    parts.context.notices.publish({ kind: 'outbox', entities })
  }
}

/** Requests the offset unless nothing was ever sent: the server corrects a first chunk at the wrong offset anyway. */
async function startOffset({ parts, bounds, memory }: Upload, photo: PhotoRecord): Promise<number> {
  const wasTried = photo.sentOffset > 0 || memory.unsure.has(photo.photoId)
  memory.unsure.add(photo.photoId)
  if (!wasTried) return 0
  const answer = await askOffset(parts, photo.photoId, bounds.signal)
  if (answer.status === 401) throw new SignInNeededError('the server does not know this phone')
  if (answer.status === 429) throw awayError(answer)
  return offsetIn(answer) ?? 0
}

/** How often the server may correct an offset or find a damaged chunk before the photo waits for the next cycle. */
const maxCorrections = 3

async function sendChunks(upload: Upload, photo: PhotoRecord, start: number): Promise<PhotoResult> {
  const { parts, bounds, memory } = upload
  const { photoId, size } = photo
  const { outbox } = parts.context
  let offset = start
  if (start > photo.sentOffset) {
    parts.onProgress()
    await outbox.write(['photo'], (tx) => recordProgress(tx, { photoId, sentOffset: start }))
  }
  for (let corrections = 0; corrections < maxCorrections;) {
    if (offset >= size) return finish(upload, photoId)
    if (isOver(parts, bounds) || bounds.hasNewWork()) return 'paused'
    const chunk = { photoId, offset, length: memory.chunkBytes }
    const bytes = await outbox.read(['photo', 'photoChunk'], (tx) => readBytes(tx, chunk))
    if (!bytes) return reject(upload, photoId, { code: 'photo-unreadable' })
    const answer = await sendOneChunk(upload, { photoId, offset, size, bytes })
    const verdict = await judge(upload, photo, { offset, answer })
    if (verdict === 'finished' || verdict === 'skipped') return verdict
    if (verdict !== 'stored') corrections += 1
    else memory.chunkBytes = Math.min(limits.largestPhotoChunkBytes, memory.chunkBytes * 2)
    const before = offset
    offset = verdict === 'again' ? 0 : (offsetIn(answer) ?? offset)
    if (offset > before) parts.onProgress()
    await outbox.write(['photo'], (tx) => recordProgress(tx, { photoId, sentOffset: offset }))
    parts.context.notices.publish({ kind: 'outbox', entities: [photo.observationId] })
  }
  return 'skipped'
}

async function sendOneChunk({ parts, bounds, memory }: Upload, chunk: Chunk): Promise<HttpAnswer> {
  try {
    return await sendChunk(parts, chunk, bounds.signal)
  } catch (error) {
    if (error instanceof TimeoutError) {
      memory.chunkBytes = Math.max(limits.smallestPhotoChunkBytes, memory.chunkBytes / 2)
    }
    throw error
  }
}

/** stored: continue at the server's offset; moved: the same, but it was not the expected one; again: start from the first byte. */
type Verdict = 'stored' | 'moved' | 'again' | 'finished' | 'skipped'

interface ChunkAnswer {
  /** Offset at which the chunk began. */
  offset: number
  answer: HttpAnswer
}

async function judge(upload: Upload, photo: PhotoRecord, chunk: ChunkAnswer): Promise<Verdict> {
  const { photoId } = photo
  const { status, problem } = chunk.answer
  if (status >= 200 && status < 300) return 'stored'
  switch (status) {
    case 401:
      throw new SignInNeededError('the server does not know this phone')
    case 429:
      throw awayError(chunk.answer)
    case 403:
    case 404:
      return 'skipped'
    case 409:
      return 'moved'
    case 460:
      return isWholePhoto(photo, chunk, upload) ? startOver(upload, photoId) : 'moved'
    case 413:
      return shrink(upload, photoId, problem ?? { code: 'body-too-large' })
    default:
      return reject(upload, photoId, problem ?? { code: 'bad-request' })
  }
}

/** Returns whether the photo as a whole failed its hash, whatever its last chunk was: the server has deleted everything. */
function isWholePhoto(photo: PhotoRecord, chunk: ChunkAnswer, { memory }: Upload): boolean {
  return offsetIn(chunk.answer) === 0 && chunk.offset + memory.chunkBytes >= photo.size
}

async function finish({ parts }: Upload, photoId: Uuid): Promise<'finished'> {
  const { context, environment } = parts
  const { clockOffsetMs } = context.delivery.status
  const serverTime = new Date(environment.clock.now() - (clockOffsetMs ?? 0)).toISOString()
  await context.outbox.write(['photo'], (tx) => recordSent(tx, { photoId, serverTime }))
  parts.onDelivered(1)
  return 'finished'
}

async function startOver({ parts }: Upload, photoId: Uuid): Promise<Verdict> {
  const result = await parts.context.outbox.write(['photo'], (tx) => recordWrongHash(tx, photoId))
  return result === 'again' ? 'again' : 'finished'
}

async function shrink(upload: Upload, photoId: Uuid, problem: Problem): Promise<Verdict> {
  const { memory } = upload
  const isSmallest = memory.chunkBytes <= limits.smallestPhotoChunkBytes
  if (isSmallest || problem.code === 'photo-too-large') return reject(upload, photoId, problem)
  memory.chunkBytes = Math.max(limits.smallestPhotoChunkBytes, memory.chunkBytes / 2)
  return 'moved'
}

async function reject({ parts }: Upload, photoId: Uuid, problem: Problem): Promise<'finished'> {
  await parts.context.outbox.write(['photo'], (tx) => recordRejected(tx, { photoId, problem }))
  return 'finished'
}
