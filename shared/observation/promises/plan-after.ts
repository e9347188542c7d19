import type { WalkContext } from '../../sync/mutation-context.ts'
import type { ObservationStatus } from '../observation-status.ts'
import type { Observation } from '../observation.ts'
import { standingPlan, withMove } from './moved-date.ts'

/** Statuses in which a plan that was made before still stands. */
const keepsPlan: readonly ObservationStatus[] = [
  'assigned',
  'accepted',
  'planned',
  'in-progress',
  'needs-info',
]

interface PlanStep {
  status: ObservationStatus
  /** The month or year that is promised now. */
  plannedFor: string | undefined
  reason: string
  /** Without a new month the old one stands no longer. */
  isDropped?: boolean
}

/**
 * Returns the plan as it stands after a step, with the move where a month was promised before. An end of the case moves nothing: what was
 * promised has come true, or the answer says why it never will.
 */
export function planAfter(
  current: Observation,
  { status, plannedFor, reason, isDropped = false }: PlanStep,
  { actorName: by, now: at }: WalkContext,
): Pick<Observation, 'plannedFor' | 'movedDates'> {
  const before = standingPlan(current)
  const isEnd = !keepsPlan.includes(status)
  const after = plannedFor ?? (isEnd || isDropped ? null : before)
  const moved = isEnd
    ? {}
    : withMove(current, { of: 'plan', from: before, to: after, reason, by, at })
  const isNew = before !== null || after !== null || current.plannedFor !== undefined
  return { ...moved, ...(isNew ? { plannedFor: after } : {}) }
}
