import type { Uuid } from '../../../shared/identifiers.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import type { PlainSchema } from '../../../shared/sync/check-schema.ts'
import { authoriseEdit, edit } from '../../../shared/walk/apply-walk.ts'
import { planSchemas as schemas } from '../../../shared/walk/plan/mutation-schemas.ts'
import {
  changesOf,
  type PlanConflict,
  type PlanValues,
} from '../../../shared/walk/plan/plan-changes.ts'
import type { Walk, WalkPhase } from '../../../shared/walk/walk.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { supersede } from '../outbox/outbox-answers.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf } from '../outbox/outbox-reads.ts'
import { appendEntry } from '../outbox/outbox-writes.ts'
import { noteRetired } from '../outbox/receipt-log.ts'
import { checkNewWork } from '../outbox/work-gate.ts'
import { captureStamp, writeWork, type PhoneContext } from '../phone/phone-context.ts'
import { readFrame } from '../walks/walk-identity.ts'
import { mutationContext } from '../walks/walk-memory.ts'
import { isStanding, readNewestWalk } from './newest-walk.ts'
import { expectedWalk, ownEdits, withOwnEdits, type SeenBase } from './own-changes.ts'

/** As in `phoneSchemas`; only a leader's phone loads them. */
const planSchemas = schemas as unknown as Readonly<Record<keyof typeof schemas, PlainSchema>>

/** A plan as this phone knows it. */
export interface PlanReading {
  /** The newest row of the walk, and how far the rows had come. */
  walk: Walk
  base: SeenBase
  /** With this phone's own changes over it. */
  merged: PlanValues
  conflicts: readonly PlanConflict[]
  /** Opened here, whether it was sent or not; a refusal undoes it. */
  phase: WalkPhase
}

/**
 * A leader's plan through the same outbox as pins: a promise resolves only when its strictly durable transaction has completed. What the
 * rules refuse is refused at once, and nothing is written.
 */
export interface PlanStorage {
  read(walkId: Uuid): Promise<PlanReading | undefined>
  /** Stores the whole of what this phone wants changed; it takes the place of what was not sent yet or was refused. */
  save(seen: PlanReading, values: PlanValues): Promise<Outcome<void>>
  open(walkId: Uuid): Promise<Outcome<void>>
}

export const createPlanStorage = (context: PhoneContext): PlanStorage => ({
  read: (walkId) => readPlan(context, walkId),
  save: (seen, values) => savePlan(context, seen, values),
  open: (walkId) => openWalk(context, walkId),
})

async function readPlan(context: PhoneContext, walkId: Uuid): Promise<PlanReading | undefined> {
  const { walk, base, entries } = await readNewestWalk(context, walkId)
  if (!walk) return undefined
  const isOpened = entries.some((entry) => entry.name === 'walk.open' && isStanding(entry))
  const phase = walk.phase === 'planned' && isOpened ? 'open' : walk.phase
  return { walk, base, phase, ...withOwnEdits(walk, ownEdits(entries, base)) }
}

async function savePlan(
  context: PhoneContext,
  { walk, base }: PlanReading,
  values: PlanValues,
): Promise<Outcome<void>> {
  const stamp = captureStamp(context)
  const frame = await readFrame(context, walk.id)
  return writeWork({ context, entity: walk.id }, async (transaction) => {
    const edits = ownEdits(await entriesOf(transaction, walk.id), base)
    const expected = expectedWalk(walk, edits)
    const args = { walkId: walk.id, changes: changesOf(expected, values, frame.bounds) }
    const rules = mutationContext(frame, stamp.capturedAt)
    const judged = authoriseEdit(expected, args, rules) ?? edit(expected, args, rules)
    if (!judged.ok) return judged
    await supersede(transaction, edits)
    const queued = edits.find(({ state }) => state === 'queued')
    if (Object.keys(args.changes).length === 0) return drop(transaction, queued)
    const schema = planSchemas['walk.edit@1']
    if (queued) return rewrite(transaction, queued, { args, schema })
    const work = { name: 'walk.edit@1', args, space: walk.id, stamp, schema }
    const entry = await appendEntry(transaction, work)
    return entry.ok ? succeed(undefined) : entry
  })
}

/** Everything is as the server has it again. */
async function drop(
  transaction: WriteTransaction,
  queued: OutboxEntry | undefined,
): Promise<Outcome<void>> {
  if (queued) {
    await noteRetired(transaction)
    await transaction.objectStore('mutation').delete(queued.id)
  }
  return succeed(undefined)
}

/** Work that was never sent is rewritten (sync.md §2.2). */
async function rewrite(
  transaction: WriteTransaction,
  queued: OutboxEntry,
  { args, schema }: { args: object; schema: PlainSchema },
): Promise<Outcome<void>> {
  const argsText = JSON.stringify(args)
  const allowed = checkNewWork(schema, argsText)
  if (allowed.ok) await transaction.objectStore('mutation').put({ ...queued, argsText })
  return allowed
}

/** Pressing twice sends it once. */
function openWalk(context: PhoneContext, walkId: Uuid): Promise<Outcome<void>> {
  const stamp = captureStamp(context)
  return writeWork({ context, entity: walkId }, async (transaction) => {
    const same = (await entriesOf(transaction, walkId)).filter(({ name }) => name === 'walk.open')
    if (same.some(isStanding)) return succeed(undefined)
    await supersede(transaction, same)
    const schema = planSchemas['walk.open@1']
    const work = { name: 'walk.open@1', args: { walkId }, space: walkId, stamp, schema }
    const entry = await appendEntry(transaction, work)
    return entry.ok ? succeed(undefined) : entry
  })
}
