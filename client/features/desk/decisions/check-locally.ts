import { applyToObservation } from '../../../../shared/observation/triage/mutations.ts'
import type { BoundingBox } from '../../../../shared/geo.ts'
import type { WalkContext } from '../../../../shared/sync/mutation-context.ts'
import type { ObservationMutation } from '../../../../shared/observation/mutation-schemas.ts'
import { problemsIn, type Problem } from '../../../../shared/problem.ts'
import type { AccountActor } from '../../../../shared/access/roles.ts'
import type { CalendarDay } from '../../../../shared/timestamps.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'

export interface LocalCheck {
  actor: AccountActor
  /** All parties of the municipality, and its bounds, as they were at sign-in. */
  partyIds: readonly string[]
  bounds: BoundingBox
  today: CalendarDay
}

/**
 * Returns everything for which the server would refuse a decision, before anything is sent, by the rules of
 * shared/observation/triage/mutations.ts on what the desk shows. Empty when no rule refuses it; the server still decides.
 */
export function checkLocally(
  current: VisibleObservation,
  mutation: ObservationMutation,
  check: LocalCheck,
): readonly Problem[] {
  const outcome = applyToObservation(
    { ...current, authorClientId: null },
    mutation,
    contextOf(current, check),
  )
  return problemsIn(outcome)
}

function contextOf(current: VisibleObservation, check: LocalCheck): WalkContext {
  const now = `${check.today}T00:00:00.000Z`
  return {
    ...check,
    actorName: '',
    spaceKind: 'walk',
    walkId: current.walkId,
    phase: 'open',
    isMember: true,
    now,
    capturedAt: now,
    receivedAt: null,
  }
}
