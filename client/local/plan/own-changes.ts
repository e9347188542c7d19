import type { Walk } from '../../../shared/walk/walk.ts'
import {
  mergePlans,
  valuesIn,
  type PlanConflict,
  type PlanValues,
} from '../../../shared/walk/plan/plan-changes.ts'
import type { WalkArgs } from '../../../shared/walk/mutation-schemas.ts'
import { isInBase } from '../pins/observation-view.ts'
import { argsOf, type OutboxEntry } from '../outbox/outbox-entry.ts'

export type SeenBase = Parameters<typeof isInBase>[1]
type Changes = WalkArgs<'walk.edit@1'>['changes']

/** Every change of the plan by this phone that the rows do not show: waiting, on its way, or refused. */
export const ownEdits = (entries: readonly OutboxEntry[], base: SeenBase): OutboxEntry[] =>
  entries.filter(
    (entry) =>
      entry.name === 'walk.edit' &&
      entry.v === 1 &&
      entry.state !== 'replaced' &&
      !isInBase(entry, base),
  )

const changesIn = (entry: OutboxEntry): Changes => (argsOf(entry) as { changes: Changes }).changes

/** What the server may have by now: work that has left this phone, or is leaving it, cannot be rewritten. */
const isOnItsWay = ({ state }: OutboxEntry): boolean => state !== 'queued' && state !== 'refused'

/** The walk as the next change of this phone must expect it at the server. */
export function expectedWalk(walk: Walk, edits: readonly OutboxEntry[]): Walk {
  return edits.filter(isOnItsWay).reduce((current, entry) => {
    const values = Object.entries(changesIn(entry)).map(([field, { value }]) => [field, value])
    return { ...current, ...Object.fromEntries(values) } as Walk
  }, walk)
}

/**
 * The newest row of the walk with this phone's changes over it. Fields that somebody else has changed to something else meanwhile are
 * conflicts, whether the server has refused the change already or it still waits.
 */
export function withOwnEdits(
  walk: Walk,
  edits: readonly OutboxEntry[],
): { merged: PlanValues; conflicts: PlanConflict[] } {
  const theirs = valuesIn(walk)
  const [base, mine] = [{ ...theirs }, { ...theirs }] as Record<string, unknown>[]
  const changed = new Set<string>()
  for (const [field, { base: before, value }] of edits.flatMap((e) =>
    Object.entries(changesIn(e)),
  )) {
    if (!base || !mine || !(field in theirs)) continue
    if (!changed.has(field)) base[field] = before
    changed.add(field)
    mine[field] = value
  }
  return mergePlans({
    base: base as unknown as PlanValues,
    theirs,
    mine: mine as unknown as PlanValues,
  })
}
