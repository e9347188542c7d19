import type { Uuid } from '../../../shared/identifiers.ts'
import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import type { Feeling, Observation } from '../../../shared/observation/observation.ts'
import { applySeenToo } from '../../../shared/observation/seen/mutations.ts'
import { seenTooSchemas } from '../../../shared/observation/seen/mutation-schemas.ts'
import { ownSeenToo } from '../../../shared/observation/seen/seen-count.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import type { PlainSchema } from '../../../shared/sync/check-schema.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import { bodyAfter } from '../../../shared/sync/subject.ts'
import { isNeverSent, type Subject } from '../capture/capture-change.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { writeResponse } from '../feedback/write-response.ts'
import { argsOf, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf, photosOf } from '../outbox/outbox-reads.ts'
import { appendEntry } from '../outbox/outbox-writes.ts'
import { removePhoto } from '../outbox/photo-queue.ts'
import { noteRetired } from '../outbox/receipt-log.ts'
import { withAuthor } from '../pins/observation-view.ts'
import { mutationContext } from '../walks/walk-memory.ts'

const name = 'observation.see-too@1'
const schema = seenTooSchemas[name] as unknown as PlainSchema

type SeeTooArgs = ObservationArgs<'observation.see-too@1'>

const isSeeingToo = ({ name }: Pick<OutboxEntry, 'name'>): boolean => name === 'observation.see-too'

/** Returns a pin after this phone's person has said to see it too; unchanged where that was refused or the entry is something else. */
export function replaySeenToo(
  current: Observation,
  entry: OutboxEntry,
  context: WalkContext,
): Observation {
  if (entry.state === 'refused' || !isSeeingToo(entry) || entry.v !== 1) return current
  const outcome = applySeenToo(current, argsOf(entry) as SeeTooArgs, context)
  const body = outcome.ok && bodyAfter(outcome.value, { kind: 'observation', id: current.id })
  return body || current
}

export interface Seeing {
  sees: boolean
  feeling?: Feeling | null
}

/**
 * Says that this phone's person sees a pin too, how it feels, or that it was a mistake. What was never sent is replaced, so that taking it back
 * leaves no trace; with it go photos that were never sent, which the server would not take any more.
 */
export async function seeToo(subject: Subject, seeing: Seeing): Promise<Outcome<void>> {
  const { seen, frame, stamp } = subject
  const args: SeeTooArgs = { observationId: seen.id, ...seeing }
  const rules = mutationContext(frame, stamp.capturedAt)
  const judged = applySeenToo(withAuthor(seen, frame), args, rules)
  if (!judged.ok || judged.value.length === 0) return judged.ok ? succeed(undefined) : judged
  return writeResponse(subject, (transaction) => write(transaction, subject, args))
}

async function write(
  transaction: WriteTransaction,
  { seen, stamp }: Subject,
  args: SeeTooArgs,
): Promise<Outcome<void>> {
  const unsent = (await entriesOf(transaction, seen.id)).filter(
    (entry) => isNeverSent(entry) && entry.id !== stamp.mutationId,
  )
  const [first, ...more] = unsent.filter(isSeeingToo)
  const before = first ? seenBefore(first, seen) : seen
  if (first) await removeEntries(transaction, [first, ...more])
  if (!args.sees) await removePhotos(transaction, seen.id, unsent)
  if (!args.sees && !ownSeenToo(before)) return succeed(undefined)
  const said = first && { ...(argsOf(more.at(-1) ?? first) as SeeTooArgs), ...args }
  const whole = args.sees && said ? said : args
  const work = { name, args: whole, space: seen.walkId, stamp, seen: before, schema }
  const entry = await appendEntry(transaction, work)
  return entry.ok ? succeed(undefined) : entry
}

/** The pin as it was before the first press that was not sent. */
const seenBefore = (first: OutboxEntry, seen: VisibleObservation): VisibleObservation =>
  first.seenText === null ? seen : (JSON.parse(first.seenText) as VisibleObservation)

async function removeEntries(
  transaction: WriteTransaction,
  entries: readonly OutboxEntry[],
): Promise<void> {
  await noteRetired(transaction)
  for (const { id } of entries) await transaction.objectStore('mutation').delete(id)
}

async function removePhotos(
  transaction: WriteTransaction,
  pinId: Uuid,
  unsent: readonly OutboxEntry[],
): Promise<void> {
  const announced = unsent.filter((entry) => entry.name === 'photo.announce')
  if (announced.length === 0) return
  const ids = announced.map(
    (entry) => (argsOf(entry) as { photo: { photoId: Uuid } }).photo.photoId,
  )
  await removeEntries(transaction, announced)
  for (const { photoId } of await photosOf(transaction, pinId))
    if (ids.includes(photoId)) await removePhoto(transaction, photoId)
}
