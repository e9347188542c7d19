import type { Uuid } from '../../../shared/identifiers.ts'
import type { PhotoState } from '../../../shared/observation/photo.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { queuePhoto, recordRejected } from '../../local/outbox/photo-queue.ts'
import type { PhotoRecord } from '../../local/outbox/photo-record.ts'
import type { SyncParts } from './sync-parts.ts'

/** Rows and receipts travel apart; a row may be older than the last byte, so one photo is asked about this seldom. */
const recheckEveryMs = 10 * 60 * 1_000

/** When each photo was last asked about, in monotonic milliseconds. */
export type RecheckMemory = Map<Uuid, number>

/**
 * The server lists photos whose bytes it misses in the rows themselves; those this phone believes sent and still has are queued
 * again (sync.md §2.5), and the server's offset then says whether anything is to be sent at all. Photos the server could not
 * read are shown to the person. What the person has taken off this phone is over.
 */
export async function recheckPhotos(parts: SyncParts, memory: RecheckMemory): Promise<void> {
  const { context, environment } = parts
  const sent = await context.outbox.read(['photo'], async (transaction) => {
    return (await transaction.objectStore('photo').index('state').getAll('sent')) as PhotoRecord[]
  })
  const now = environment.clock.monotonic()
  for (const photo of sent.filter(({ isDropped }) => !isDropped)) {
    const { photoId } = photo
    if (now - (memory.get(photoId) ?? Number.NEGATIVE_INFINITY) < recheckEveryMs) continue
    const state = await stateInRows(parts, photo)
    const isMissed = state === 'announced' || state === 'receiving'
    if (!isMissed && state !== 'rejected') continue
    memory.set(photoId, now)
    await context.outbox.write(['photo'], (transaction) =>
      isMissed
        ? queuePhoto(transaction, photo)
        : recordRejected(transaction, { photoId, problem: { code: 'photo-unreadable' } }),
    )
    context.notices.publish({ kind: 'outbox', entities: [photo.observationId] })
  }
}

async function stateInRows(
  { context }: SyncParts,
  photo: PhotoRecord,
): Promise<PhotoState | undefined> {
  const { rows } = await context.cache.rows(photo.space, 'observation', [photo.observationId])
  const row = rows.get(photo.observationId)?.body as VisibleObservation | undefined
  return row?.photos.find(({ photoId }) => photoId === photo.photoId)?.state
}
