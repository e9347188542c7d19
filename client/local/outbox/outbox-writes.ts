import type { Uuid } from '../../../shared/identifiers.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { PlainSchema } from '../../../shared/sync/check-schema.ts'
import { readFact, takeSequence } from '../database/identity.ts'
import { phoneSchemas, type PhoneArgs, type PhoneMutationName } from './mutation-schemas.ts'
import { knownName, splitName, type OutboxEntry } from './outbox-entry.ts'
import { entriesOf, photosOf } from './outbox-reads.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { noteRetired } from './receipt-log.ts'
import { removePhoto } from './photo-queue.ts'
import { checkNewWork } from './work-gate.ts'

/** What the phone claims about the moment of capture, read before the transaction. */
export interface CaptureStamp {
  mutationId: Uuid
  capturedAt: string
  tzOffset: number
  clockOffset: number | null
}

export interface NewWork<N extends PhoneMutationName> extends AnyWork {
  name: N
  args: PhoneArgs<N>
}

/** Work whose schema is not among those that every phone loads. */
interface OtherWork extends AnyWork {
  name: string
  args: { observationId?: Uuid; walkId?: Uuid }
  schema: PlainSchema
}

interface AnyWork {
  space: Uuid
  stamp: CaptureStamp
  /** What the person saw of an existing observation. */
  seen?: VisibleObservation
}

/** Appends one mutation that passes the gate; the same stamp twice (a transaction that runs again) appends it once. */
export async function appendEntry<N extends PhoneMutationName>(
  transaction: WriteTransaction,
  work: NewWork<N> | OtherWork,
): Promise<Outcome<OutboxEntry>> {
  const { stamp, space, args, seen } = work
  const argsText = JSON.stringify(args)
  const schema = 'schema' in work ? work.schema : phoneSchemas[work.name]
  const allowed = checkNewWork(schema, argsText)
  if (!allowed.ok) return allowed
  const store = transaction.objectStore('mutation')
  const known = (await store.get(stamp.mutationId)) as OutboxEntry | undefined
  if (known) return succeed(known)
  const clientSeq = await takeSequence(transaction)
  const entry: OutboxEntry = {
    id: stamp.mutationId,
    clientSeq,
    space,
    entity: entityOf(args),
    ...splitName(work.name),
    argsText,
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
  return succeed(entry)
}

/** The narrowest thing that the arguments name. */
function entityOf(args: { observationId?: Uuid; stopId?: Uuid; walkId?: Uuid }): Uuid {
  const entity = args.observationId ?? args.stopId ?? args.walkId
  if (entity === undefined) throw new Error('a mutation that concerns nothing')
  return entity
}

/** Replaces the arguments of work that was never sent, if the new ones pass the gate. */
export async function rewriteArgs(
  transaction: WriteTransaction,
  entry: OutboxEntry,
  args: unknown,
): Promise<Outcome<void>> {
  if (entry.state !== 'queued') throw new Error(`entry ${entry.id} is frozen`)
  const name = knownName(entry)
  if (!name) throw new Error(`entry ${entry.id} is of a newer app`)
  const argsText = JSON.stringify(args)
  const allowed = checkNewWork(phoneSchemas[name], argsText)
  if (allowed.ok) await transaction.objectStore('mutation').put({ ...entry, argsText })
  return allowed
}

/** Deletes everything about an observation that was never sent. */
export async function removeEntity(transaction: WriteTransaction, entity: Uuid): Promise<void> {
  await noteRetired(transaction)
  for (const { id } of await entriesOf(transaction, entity)) {
    await transaction.objectStore('mutation').delete(id)
  }
  for (const { photoId } of await photosOf(transaction, entity)) {
    await removePhoto(transaction, photoId)
  }
}
