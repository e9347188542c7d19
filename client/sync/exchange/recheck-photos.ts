import type { Uuid } from '../../../shared/identifiers.ts'
import type { PhotoState } from '../../../shared/observation/photo.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { queuePhoto, recordRejected } from '../../local/outbox/photo-queue.ts'
import type { PhotoRecord } from '../../local/outbox/photo-record.ts'
import type { SyncParts } from './sync-parts.ts'

/** Rows and receipts arrive separately, so a row may be older than the last byte; one photo is therefore rechecked seldom. */
const recheckEveryMs = 10 * 60 * 1_000

/** When each photo was last rechecked, in monotonic milliseconds. */
export type RecheckMemory = Map<Uuid, number>

/**
 * Queues photos again that the rows list as missing while this phone believes them sent and still has them (sync.md §2.5); the server's
 * offset then decides whether anything is sent. Photos that the server could not read are shown to the person, unless the person has
 * deleted them from this phone.
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
