import { newObservation } from '../../../shared/observation/apply-capture.ts'
import { applyCapture } from '../../../shared/observation/capture-mutations.ts'
import { bodyAfter, type Effects } from '../../../shared/sync/subject.ts'
import { canonicalJson } from '../../../shared/sync/canonical-json.ts'
import { isAtOrAfter, type Cursor } from '../../../shared/sync/feed.ts'
import type { CaptureMutation } from '../../../shared/observation/mutation-schemas.ts'
import {
  editableFields,
  type EditableField,
  type Observation,
  type Suggestion,
} from '../../../shared/observation/observation.ts'
import type { Problem } from '../../../shared/problem.ts'
import {
  visibleObservation,
  type VisibleObservation,
} from '../../../shared/observation/visible-observation.ts'
import {
  argsOf,
  isCreate,
  isWaiting,
  knownObservationName,
  problemOf,
  type OutboxEntry,
} from '../outbox/outbox-entry.ts'
import { mutationContext, type WalkFrame } from '../walks/walk-memory.ts'
import { undeliverable } from '../outbox/work-gate.ts'

/** The server's row of one observation, and the cursor of the rows that it comes from. */
export interface SeenBase {
  observation: VisibleObservation | undefined
  cursor: Cursor
  epoch: string | null
}

export interface Overlaid {
  observation: VisibleObservation
  /** Why the newest refused work was not accepted. */
  problem: Problem | null
}

/**
 * Replays this phone's own work over the server's row, by the rules that the server uses. An acknowledged entry is replayed until
 * the rows reach its number, and work that the rows contain is never applied again: an item is shown exactly once at all times
 * (D2). Typed words that no longer apply become suggestions (D3).
 */
export function overlay(
  base: SeenBase,
  entries: readonly OutboxEntry[],
  frame: WalkFrame,
): Overlaid | undefined {
  let current = base.observation
    ? withAuthor(base.observation, frame)
    : ownWithdrawal(base, entries, frame)
  let problem: Problem | null = null
  const kept: Suggestion[] = []
  const queue = entriesToReplay(entries, base)
  for (const [index, entry] of queue.entries()) {
    const step = replay(current, { entry, later: queue.slice(index + 1) }, frame)
    current = step.observation
    problem = step.problem ?? problem
    kept.push(...step.kept)
  }
  if (!current) return undefined
  return { observation: shown(current, kept, frame), problem }
}

/**
 * Rows of withdrawn pins are removed from phones; this phone knows of those that its own person has withdrawn for as long as it
 * keeps the entry. A withdrawal that an official granted belongs to the official, who alone can revert it.
 */
function ownWithdrawal(
  base: SeenBase,
  entries: readonly OutboxEntry[],
  frame: WalkFrame,
): Observation | undefined {
  const settled = entries.filter((entry) => isInBase(entry, base)).sort(byTurn)
  const last = settled.findLast(({ name }) => turnsWithdrawal.includes(name))
  if (last?.name !== 'observation.withdraw') return undefined
  const { observation } = replay(undefined, { entry: last, later: [] }, frame)
  if (!observation || observation.isWithdrawn) return observation
  const { withdrawnByAuthor: _, ...granted } = observation
  return { ...granted, isWithdrawn: true, wantsWithdrawal: false }
}

const turnsWithdrawal = ['observation.withdraw', 'observation.restore']
const byTurn = (a: OutboxEntry, b: OutboxEntry) => a.clientSeq - b.clientSeq

/** Returns true when the rows contain what the entry did. */
export function isInBase(entry: OutboxEntry, base: Pick<SeenBase, 'cursor' | 'epoch'>): boolean {
  if (entry.state !== 'acked') return false
  if (entry.effectSeq === null) return true
  // Numbers of two epochs cannot be compared; the entry stays on top until the new rows are here.
  return entry.epoch === base.epoch && isAtOrAfter(base.cursor, entry.effectSeq)
}

function entriesToReplay(entries: readonly OutboxEntry[], base: SeenBase): OutboxEntry[] {
  return entries
    .filter((entry) => entry.state !== 'replaced' && !isInBase(entry, base))
    .sort(byTurn)
}

interface Step {
  observation: Observation | undefined
  problem: Problem | null
  kept: Suggestion[]
}

interface Turn {
  entry: OutboxEntry
  /** Later work of this phone on the same observation. */
  later: readonly OutboxEntry[]
}

function replay(current: Observation | undefined, { entry, later }: Turn, frame: WalkFrame): Step {
  const unchanged: Step = { observation: current, problem: namedProblem(entry), kept: [] }
  const whole = mutationOf(entry)
  if (!whole)
    return {
      ...unchanged,
      observation: gathered(current ?? seenBefore(entry, frame), entry, frame),
    }
  const mutation = withoutOvertaken(whole, current, later)
  if (isAlreadyThere(current, mutation)) return unchanged
  const context = mutationContext(frame, entry.capturedAt, entry.clockOffset)
  if (mutation.name === 'observation.create@1') {
    const outcome = applyCapture(undefined, mutation, context)
    // What the person made is shown, whether it was refused or not.
    const observation = outcome.ok
      ? after(outcome.value, mutation)
      : newObservation(mutation.args, context)
    return { ...unchanged, observation }
  }
  const target = current ?? seenBefore(entry, frame)
  if (entry.state === 'refused') {
    return { ...unchanged, observation: target, kept: typedIn(mutation, entry) }
  }
  const outcome = applyCapture(target, mutation, context)
  if (outcome.ok) {
    return { ...unchanged, observation: keepTimes(after(outcome.value, mutation), target) }
  }
  // A withdrawal whose row has gone has been applied.
  if (!current && mutation.name === 'observation.withdraw@1') return unchanged
  return { observation: target, problem: outcome.problem, kept: typedIn(mutation, entry) }
}

/** Work that every phone does not know: a leader's, what was said of pins of others, or that of a newer app. */
function gathered(
  current: Observation | undefined,
  entry: OutboxEntry,
  frame: WalkFrame,
): Observation | undefined {
  const { capturedAt, clockOffset } = entry
  const context = mutationContext(frame, capturedAt, clockOffset)
  for (const play of [frame.replayGathering, frame.replayResponses])
    current = current && (play?.(current, entry, context) ?? current)
  return current
}

/** A mutation of an observation always changes it. */
const after = (effects: Effects, { args }: CaptureMutation): Observation =>
  bodyAfter(effects, { kind: 'observation', id: args.observationId }) as Observation

/** The server only says that some argument is wrong; this phone knows which one, and what to change. */
function namedProblem(entry: OutboxEntry): Problem | null {
  const problem = problemOf(entry)
  return problem?.code === 'invalid-arguments' ? (undeliverable(entry) ?? problem) : problem
}

function mutationOf(entry: OutboxEntry): CaptureMutation | undefined {
  const name = knownObservationName(entry)
  return name && ({ name, args: argsOf(entry) } as CaptureMutation)
}

/**
 * Fields that the rows have as a later edit of this phone left them: the earlier edit has been applied, and judged by its base it
 * would only leave a suggestion that nobody made.
 */
function withoutOvertaken(
  mutation: CaptureMutation,
  current: Observation | undefined,
  later: readonly OutboxEntry[],
): CaptureMutation {
  if (mutation.name !== 'observation.edit@1' || !current) return mutation
  const edits = later.map(mutationOf).filter((one) => one?.name === 'observation.edit@1')
  const isOvertaken = (field: EditableField) =>
    edits.some((edit) => {
      const change = edit.args.changes[field]
      return change && canonicalJson(change.value) === canonicalJson(current[field])
    })
  const changes = Object.fromEntries(
    Object.entries(mutation.args.changes).filter(([field]) => !isOvertaken(field as EditableField)),
  )
  return { ...mutation, args: { ...mutation.args, changes } }
}

/** After a lost answer an entry stays unanswered although the rows contain its effect. */
function isAlreadyThere(current: Observation | undefined, mutation: CaptureMutation): boolean {
  if (!current) return false
  switch (mutation.name) {
    case 'observation.create@1':
      return true
    case 'observation.comment@1':
      return current.comments.some(({ id }) => id === mutation.args.commentId)
    case 'photo.announce@1':
      return current.photos.some(({ photoId }) => photoId === mutation.args.photo.photoId)
    default:
      return false
  }
}

/** Times come from the server; the rules on a phone have none. */
const keepTimes = (after: Observation, before: Observation | undefined): Observation =>
  before ? { ...after, updatedAt: before.updatedAt } : after

function seenBefore(entry: OutboxEntry, frame: WalkFrame): Observation | undefined {
  if (entry.seenText === null) return undefined
  return withAuthor(JSON.parse(entry.seenText) as VisibleObservation, frame)
}

function typedIn(mutation: CaptureMutation, entry: OutboxEntry): Suggestion[] {
  if (mutation.name !== 'observation.edit@1') return []
  const changes: Partial<Record<EditableField, { value: unknown }>> = mutation.args.changes
  return editableFields.flatMap((field) => {
    const change = changes[field]
    return change ? [{ field, value: change.value, at: entry.capturedAt }] : []
  })
}

export function withAuthor(seen: VisibleObservation, frame: WalkFrame): Observation {
  const { isOwn, isRestricted: _, ...rest } = seen
  return { ...rest, authorClientId: isOwn ? frame.clientId : null }
}

function shown(
  current: Observation,
  kept: readonly Suggestion[],
  frame: WalkFrame,
): VisibleObservation {
  const { actor } = mutationContext(frame, current.capturedAt)
  const seen =
    visibleObservation({ ...current, isWithdrawn: false }, actor) ?? asOwnWork(current, frame)
  const held = kept.map(({ field }) => field)
  const suggestions = [...seen.suggestions.filter(({ field }) => !held.includes(field)), ...kept]
  return { ...seen, isWithdrawn: current.isWithdrawn, suggestions }
}

/** Own work on an observation that the rules would hide now (a leader's edit made it restricted) stays visible until it is sent. */
function asOwnWork(current: Observation, frame: WalkFrame): VisibleObservation {
  const { authorClientId, ...rest } = current
  return { ...rest, isOwn: authorClientId === frame.clientId, isRestricted: true }
}

export const hasPendingEdit = (entries: readonly OutboxEntry[]): boolean =>
  entries.some((entry) => isWaiting(entry) && !isCreate(entry))
