import type { Uuid } from '../../../shared/identifiers.ts'
import { isCreate, isWaiting, type OutboxEntry } from './outbox-entry.ts'
import type { PhotoRecord } from './photo-record.ts'
import type { ReadTransaction } from '../database/phone-database.ts'

/** Returns the entries about one observation, oldest first. */
export async function entriesOf(
  transaction: ReadTransaction,
  entity: Uuid,
): Promise<OutboxEntry[]> {
  const index = transaction.objectStore('mutation').index('entity')
  return inOrder((await index.getAll(entity)) as OutboxEntry[])
}

export async function allEntries(transaction: ReadTransaction): Promise<OutboxEntry[]> {
  return inOrder((await transaction.objectStore('mutation').getAll()) as OutboxEntry[])
}

export async function photosOf(
  transaction: ReadTransaction,
  observationId: Uuid,
): Promise<PhotoRecord[]> {
  const index = transaction.objectStore('photo').index('observation')
  return (await index.getAll(observationId)) as PhotoRecord[]
}

export async function allPhotos(transaction: ReadTransaction): Promise<PhotoRecord[]> {
  return (await transaction.objectStore('photo').getAll()) as PhotoRecord[]
}

const inOrder = (entries: OutboxEntry[]) => entries.sort((a, b) => a.clientSeq - b.clientSeq)

/** Returns the newest create; replaced ones do not count. */
export const newestCreate = (entries: readonly OutboxEntry[]): OutboxEntry | undefined =>
  entries.findLast((entry) => isCreate(entry) && entry.state !== 'replaced')

/**
 * Returns the create that holds back later work on the observation: while it is refused or parked, the observation does not exist on the
 * server (E3).
 */
export function holdingCreate(entries: readonly OutboxEntry[]): OutboxEntry | undefined {
  const create = newestCreate(entries)
  return create && (create.state === 'refused' || create.state === 'parked') ? create : undefined
}

export interface OutboxCounts {
  /** Mutations and photos to be sent; work that a refused create holds back counts as needing attention instead. */
  waiting: number
  needsAttention: number
}

/** Counts through indexes, so that a thousand waiting pins need not be loaded. */
export async function countOutbox(transaction: ReadTransaction): Promise<OutboxCounts> {
  const mutations = transaction.objectStore('mutation')
  const photos = transaction.objectStore('photo')
  const [entries, waitingPhotos, rejected, refused] = await Promise.all([
    mutations.index('waiting').count(),
    photos.index('waiting').count(),
    photos.index('state').count('rejected'),
    mutations.index('state').getAll('refused') as Promise<OutboxEntry[]>,
  ])
  let held = 0
  for (const entity of new Set(refused.filter(isCreate).map((entry) => entry.entity))) {
    held += await countHeld(transaction, entity)
  }
  return { waiting: entries + waitingPhotos - held, needsAttention: refused.length + rejected }
}

async function countHeld(transaction: ReadTransaction, entity: Uuid): Promise<number> {
  const [entries, photos] = [
    await entriesOf(transaction, entity),
    await photosOf(transaction, entity),
  ]
  if (holdingCreate(entries) === undefined) return 0
  return entries.filter(isWaiting).length + photos.filter(({ state }) => state === 'waiting').length
}
