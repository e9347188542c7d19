import { refuse, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import type { Observation } from '../observation.ts'

type UndoArgs = ObservationArgs<'observation.undo@1'>

/** How long the desk offers it, milliseconds. */
export const undoOfferedMs = 10_000
/** How long the server takes it: whoever reads slowly or has a slow network may be later than the offer. */
const undoTakenMs = 60_000

/** One's own change alone, while nothing has happened to the finding since. */
export function authoriseUndo(
  { lastChange }: Observation,
  { changedAt }: UndoArgs,
  { actor, now }: WalkContext,
): Outcome<never> | undefined {
  if (actor.kind !== 'account') return refuse('not-allowed')
  const isOwn = lastChange?.accountId === actor.accountId && lastChange.at === changedAt
  if (!isOwn) return refuse('undo-overtaken')
  return Date.parse(now) - Date.parse(changedAt) > undoTakenMs
    ? refuse('undo-overtaken')
    : undefined
}

/** Gives a finding back what it was before the last change. History keeps both the change and that it was taken back. */
export function undo(
  current: Observation,
  _args: UndoArgs,
  { receivedAt }: WalkContext,
): Outcome<Effects> {
  const { lastChange, ...body } = current
  const dropped = new Set(lastChange?.added)
  const kept = Object.fromEntries(Object.entries(body).filter(([name]) => !dropped.has(name)))
  const restored = { ...kept, ...lastChange?.before, updatedAt: receivedAt } as Observation
  const { status, partyIds } = restored
  const data = { from: { status: current.status, partyIds: current.partyIds }, status, partyIds }
  return changed('observation', restored, { kind: 'undone', data })
}
