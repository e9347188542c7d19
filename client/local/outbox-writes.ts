import type { Uuid } from '../../shared/identifiers.ts'
import type { MutationArgs, MutationName } from '../../shared/mutation.ts'
import type { VisibleObservation } from '../../shared/visible-observation.ts'
import { readFact, takeSequence } from './identity.ts'
import { splitName, type OutboxEntry } from './outbox-entry.ts'
import { entriesOf, photosOf } from './outbox-reads.ts'
import type { WriteTransaction } from './phone-database.ts'
import { noteRetired } from './phone-account.ts'
import { removePhoto } from './photo-queue.ts'

/** The phone's claims about the moment of capture, taken before the transaction. */
export interface CaptureStamp {
  mutationId: Uuid
  capturedAt: string
  tzOffset: number
  clockOffset: number | null
}

export interface NewWork<N extends MutationName> {
  name: N
  args: MutationArgs<N>
  space: Uuid
  stamp: CaptureStamp
  /** What the person saw of an observation that exists already. */
  seen?: VisibleObservation
}

/** Appends one mutation; the same stamp twice (a transaction run again) appends once. */
export async function appendEntry<N extends MutationName>(
  transaction: WriteTransaction,
  work: NewWork<N>,
): Promise<OutboxEntry> {
  const { stamp, space, args, seen } = work
  const store = transaction.objectStore('mutation')
  const known = (await store.get(stamp.mutationId)) as OutboxEntry | undefined
  if (known) return known
  const clientSeq = await takeSequence(transaction)
  const entry: OutboxEntry = {
    id: stamp.mutationId,
    clientSeq,
    space,
    entity: args.observationId,
    ...splitName(work.name),
    argsText: JSON.stringify(args),
    hash: null,
    capturedAt: stamp.capturedAt,
    tzOffset: stamp.tzOffset,
    clockOffset: stamp.clockOffset ?? (await readFact(transaction, 'clock-offset')) ?? null,
    state: 'queued',
    waitingSeq: clientSeq,
    nextAt: null,
    effectSeq: null,
    epoch: null,
    settledAt: null,
    problemText: null,
    seenText: seen ? JSON.stringify(seen) : null,
    replaces: null,
  }
  await store.put(entry)
  return entry
}

/** Puts other arguments into work that was never sent. */
export async function rewriteArgs(
  transaction: WriteTransaction,
  entry: OutboxEntry,
  args: unknown,
): Promise<void> {
  if (entry.state !== 'queued') throw new Error(`entry ${entry.id} is frozen`)
  await transaction.objectStore('mutation').put({ ...entry, argsText: JSON.stringify(args) })
}

/** Every trace of an observation that was never sent. */
export async function removeEntity(transaction: WriteTransaction, entity: Uuid): Promise<void> {
  await noteRetired(transaction)
  for (const { id } of await entriesOf(transaction, entity)) {
    await transaction.objectStore('mutation').delete(id)
  }
  for (const { photoId } of await photosOf(transaction, entity)) {
    await removePhoto(transaction, photoId)
  }
}
