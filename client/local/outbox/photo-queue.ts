import type { Uuid } from '../../../shared/identifiers.ts'
import type { Problem } from '../../../shared/problem.ts'
import { argsOf, type OutboxEntry } from './outbox-entry.ts'
import { entriesOf } from './outbox-reads.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'
import { photoChunkBytes, type PhotoRecord } from './photo-record.ts'

const chunksOf = (photoId: Uuid) => IDBKeyRange.bound([photoId], [photoId, []])

export async function findPhoto(
  transaction: ReadTransaction,
  photoId: Uuid,
): Promise<PhotoRecord | undefined> {
  return (await transaction.objectStore('photo').get(photoId)) as PhotoRecord | undefined
}

/** Stores the facts and bytes of a photo; the bytes are split into chunks, so that sending a part never loads the whole. */
export async function storePhoto(
  transaction: WriteTransaction,
  record: PhotoRecord,
  bytes: ArrayBuffer,
): Promise<void> {
  const chunks = transaction.objectStore('photoChunk')
  for (let index = 0; index < record.chunks; index += 1) {
    const start = index * photoChunkBytes
    await chunks.put(bytes.slice(start, start + photoChunkBytes), [record.photoId, index])
  }
  await transaction.objectStore('photo').put(record)
}

/** Returns the stored chunks of a photo in order. */
export async function readChunks(
  transaction: ReadTransaction,
  { photoId }: PhotoRecord,
): Promise<ArrayBuffer[]> {
  return (await transaction.objectStore('photoChunk').getAll(chunksOf(photoId))) as ArrayBuffer[]
}

/** Writes chunks that were read earlier under the id of the given record. */
export async function writeChunks(
  transaction: WriteTransaction,
  record: PhotoRecord,
  chunks: readonly ArrayBuffer[],
): Promise<void> {
  for (const [index, chunk] of chunks.entries()) {
    await transaction.objectStore('photoChunk').put(chunk, [record.photoId, index])
  }
  await transaction.objectStore('photo').put(record)
}

/** Returns the record in the state it has while its pin is a draft. */
export function asDraftPhoto(record: PhotoRecord): PhotoRecord {
  const draft: PhotoRecord = {
    ...record,
    state: 'draft',
    announcedSeq: 0,
    sentOffset: 0,
    startOvers: 0,
    problemText: null,
    sentAt: null,
  }
  delete draft.waitingSeq
  return draft
}

export async function removePhoto(transaction: WriteTransaction, photoId: Uuid): Promise<void> {
  await transaction.objectStore('photoChunk').delete(chunksOf(photoId))
  await transaction.objectStore('photo').delete(photoId)
}

/** Deletes the bytes and keeps the record, because the server may still expect the photo. */
export async function dropPhoto(transaction: WriteTransaction, photoId: Uuid): Promise<void> {
  const record = await findPhoto(transaction, photoId)
  if (!record) return
  await transaction.objectStore('photoChunk').delete(chunksOf(photoId))
  const dropped: PhotoRecord = {
    ...record,
    state: 'sent',
    chunks: 0,
    problemText: null,
    isDropped: true,
  }
  delete dropped.waitingSeq
  await transaction.objectStore('photo').put(dropped)
}

export interface ByteRange {
  photoId: Uuid
  offset: number
  length: number
}

/** Returns bytes of a stored photo: fewer than requested at its end, `undefined` when a chunk is missing. */
export async function readBytes(
  transaction: ReadTransaction,
  { photoId, offset, length }: ByteRange,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const record = await findPhoto(transaction, photoId)
  if (!record) return undefined
  const end = Math.min(offset + length, record.size)
  const bytes = new Uint8Array(Math.max(0, end - offset))
  const chunks = transaction.objectStore('photoChunk')
  for (let at = offset; at < end;) {
    const index = Math.floor(at / photoChunkBytes)
    const chunk = (await chunks.get([photoId, index])) as ArrayBuffer | undefined
    const from = at - index * photoChunkBytes
    if (!chunk || chunk.byteLength <= from) return undefined
    const piece = new Uint8Array(chunk, from, Math.min(chunk.byteLength - from, end - at))
    bytes.set(piece, at - offset)
    at += piece.length
  }
  return bytes
}

/**
 * Returns the photos that may be sent now, at most `limit`: the oldest announcement first, and within one announcement the photo with the
 * fewest bytes left. A photo waits until the server has applied its announcement, so that text goes first and refused pins send no
 * pictures.
 */
export async function photosToSend(
  transaction: ReadTransaction,
  limit: number,
): Promise<PhotoRecord[]> {
  const ready: PhotoRecord[] = []
  const entries = new Map<Uuid, OutboxEntry[]>()
  let cursor = await transaction.objectStore('photo').index('waiting').openCursor()
  for (; cursor && ready.length < limit; cursor = await cursor.continue()) {
    const photo = cursor.value as PhotoRecord
    const own =
      entries.get(photo.observationId) ?? (await entriesOf(transaction, photo.observationId))
    entries.set(photo.observationId, own)
    if (isAnnounced(photo, own)) ready.push(photo)
  }
  const remaining = ({ size, sentOffset }: PhotoRecord) => size - sentOffset
  return ready.sort((a, b) => a.announcedSeq - b.announcedSeq || remaining(a) - remaining(b))
}

/** Returns whether the announcement was acknowledged. One without an entry is older than the 30 days that entries are kept. */
function isAnnounced(photo: PhotoRecord, entries: readonly OutboxEntry[]): boolean {
  const announcing = entries.filter(
    (entry) => entry.state !== 'replaced' && announcedIn(entry).includes(photo.photoId),
  )
  return announcing.every(({ state }) => state === 'acked' || state === 'parked')
}

interface AnnouncingArgs {
  photos?: { photoId: Uuid }[]
  photo?: { photoId: Uuid }
}

function announcedIn(entry: OutboxEntry): Uuid[] {
  if (entry.name !== 'observation.create' && entry.name !== 'photo.announce') return []
  const { photos, photo } = argsOf(entry) as AnnouncingArgs
  return [...(photos ?? []), ...(photo ? [photo] : [])].map(({ photoId }) => photoId)
}

export interface PhotoProgress {
  photoId: Uuid
  /** Bytes the server has confirmed. */
  sentOffset: number
}

/** Records how much the server has; a photo that was discarded meanwhile stays deleted. */
export async function recordProgress(
  transaction: WriteTransaction,
  { photoId, sentOffset }: PhotoProgress,
): Promise<void> {
  const record = await findPhoto(transaction, photoId)
  if (record?.state !== 'waiting') return
  await transaction.objectStore('photo').put({ ...record, sentOffset })
}

export async function recordSent(
  transaction: WriteTransaction,
  { photoId, serverTime }: { photoId: Uuid; serverTime: string },
): Promise<void> {
  const record = await findPhoto(transaction, photoId)
  if (record?.state !== 'waiting') return
  const sent: PhotoRecord = {
    ...record,
    state: 'sent',
    sentOffset: record.size,
    sentAt: serverTime,
    problemText: null,
  }
  delete sent.waitingSeq
  await transaction.objectStore('photo').put(sent)
}

/** Starts the photo over after the first wrong hash; after the second it needs the person's attention (sync.md §2.5). */
export async function recordWrongHash(
  transaction: WriteTransaction,
  photoId: Uuid,
): Promise<'again' | 'rejected'> {
  const record = await findPhoto(transaction, photoId)
  if (record?.state !== 'waiting') return 'again'
  if (record.startOvers > 0) {
    await recordRejected(transaction, { photoId, problem: { code: 'photo-hash' } })
    return 'rejected'
  }
  await transaction.objectStore('photo').put({ ...record, sentOffset: 0, startOvers: 1 })
  return 'again'
}

export async function recordRejected(
  transaction: WriteTransaction,
  { photoId, problem }: { photoId: Uuid; problem: Problem },
): Promise<void> {
  const record = await findPhoto(transaction, photoId)
  if (!record) return
  const rejected: PhotoRecord = {
    ...record,
    state: 'rejected',
    problemText: JSON.stringify(problem),
  }
  delete rejected.waitingSeq
  await transaction.objectStore('photo').put(rejected)
}

/** Queues a photo, again if need be; the server's offset decides where to continue. */
export async function queuePhoto(
  transaction: WriteTransaction,
  record: PhotoRecord,
): Promise<void> {
  const waiting: PhotoRecord = {
    ...record,
    state: 'waiting',
    waitingSeq: record.announcedSeq,
    problemText: null,
    sentAt: null,
  }
  await transaction.objectStore('photo').put(waiting)
}
