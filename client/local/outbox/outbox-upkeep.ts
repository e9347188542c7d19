import type { Uuid } from '../../../shared/identifiers.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { isInBase } from '../pins/observation-view.ts'
import type { BaseRows } from '../database/observation-cache.ts'
import { concernsObservation, type OutboxEntry } from './outbox-entry.ts'
import { allPhotos, entriesOf } from './outbox-reads.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import type { ReadTransaction, WriteTransaction } from '../database/phone-database.ts'
import type { PhotoRecord } from './photo-record.ts'
import { removePhoto } from './photo-queue.ts'
import { readWalks } from '../walks/walk-memory.ts'

/** How long sent work is kept, so that it can be sent again to a server that was restored from a backup (sync.md §1.6). */
export const keptForMs = 30 * 24 * 60 * 60 * 1000

export interface Upkeep {
  /** By the server's clock: a phone's jumping clock must not shorten the time (L1). */
  serverNowMs: number
}

/**
 * Deletes work that was acknowledged more than 30 days ago and is in the rows, and photos that the server confirmed as long ago. Work
 * that waits for a person (parked, refused) stays for as long as that takes. The rows of a walk that was left never come, so there the
 * time alone decides. What was answered in a joined walk stays, because no row would tell this phone what it has answered.
 */
export async function retireOld(context: PhoneContext, { serverNowMs }: Upkeep): Promise<void> {
  const isOld = (time: string | null) => time !== null && Date.parse(time) < serverNowMs - keptForMs
  const bases = await basesOf(context)
  const stores = ['mutation', 'photo', 'photoChunk', 'identity']
  await context.outbox.write(stores, async (transaction) => {
    const joined = new Set((await readWalks(transaction)).map(({ walk }) => walk.id))
    for (const entry of await acknowledged(transaction)) {
      const base = bases.get(entry.space)
      const isInRows = base !== undefined && concernsObservation(entry) && isInBase(entry, base)
      const isHeld = joined.has(entry.space) && !isInRows
      if (!isOld(entry.settledAt) || isHeld) continue
      await transaction.objectStore('mutation').delete(entry.id)
    }
    const left = (await allPhotos(transaction)).filter(
      ({ space, state }) => state === 'sent' && !joined.has(space),
    )
    for (const photo of [...left, ...(await confirmedPhotos(transaction, bases))]) {
      if (isOld(photo.sentAt)) await removePhoto(transaction, photo.photoId)
    }
    await dropReplaced(transaction)
  })
}

/** Frees room on a full phone: deletes photos of which the server has reported `stored` with the same hash, and no others (K2). */
export async function dropConfirmedPhotos(context: PhoneContext): Promise<number> {
  const bases = await basesOf(context)
  const dropped = await context.outbox.writeBare(['photo', 'photoChunk'], async (transaction) => {
    const photos = await confirmedPhotos(transaction, bases)
    for (const { photoId } of photos) await removePhoto(transaction, photoId)
    return photos.map(({ observationId }) => observationId)
  })
  if (dropped.length > 0) context.notices.publish({ kind: 'outbox', entities: dropped })
  return dropped.length
}

async function basesOf({ cache }: PhoneContext): Promise<Map<Uuid, BaseRows>> {
  const bases = new Map<Uuid, BaseRows>()
  for (const space of await cache.spaces()) bases.set(space, await cache.rows(space, 'observation'))
  return bases
}

const acknowledged = async (transaction: ReadTransaction): Promise<OutboxEntry[]> =>
  (await transaction.objectStore('mutation').index('state').getAll('acked')) as OutboxEntry[]

async function confirmedPhotos(
  transaction: ReadTransaction,
  bases: ReadonlyMap<Uuid, BaseRows>,
): Promise<PhotoRecord[]> {
  return (await allPhotos(transaction)).filter((photo) => {
    const row = bases.get(photo.space)?.rows.get(photo.observationId)
    const seen = (row?.body as VisibleObservation | undefined)?.photos ?? []
    return (
      photo.state === 'sent' &&
      seen.some(
        ({ photoId, sha256, state }) =>
          photoId === photo.photoId && sha256 === photo.sha256 && state === 'stored',
      )
    )
  })
}

/** Deletes records of replaced work, except while other work on the same observation is open. */
async function dropReplaced(transaction: WriteTransaction): Promise<void> {
  const store = transaction.objectStore('mutation')
  for (const entry of (await store.index('state').getAll('replaced')) as OutboxEntry[]) {
    const siblings = await entriesOf(transaction, entry.entity)
    const isOpen = siblings.some(({ state }) => state !== 'replaced' && state !== 'acked')
    if (!isOpen) await store.delete(entry.id)
  }
}
