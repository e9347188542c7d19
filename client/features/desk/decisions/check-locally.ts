import { applyMutation } from '../../../../shared/sync/apply-mutation.ts'
import type { BoundingBox } from '../../../../shared/geo.ts'
import type { MutationContext } from '../../../../shared/sync/mutation-context.ts'
import type { KnownMutation } from '../../../../shared/sync/mutation.ts'
import type { Problem } from '../../../../shared/problem.ts'
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
 * What the server would refuse, told before anything is sent: the very rules of shared/sync/apply-mutation.ts over what the desk
 * sees. `null` when nothing speaks against it; the server still decides.
 */
export function checkLocally(
  current: VisibleObservation,
  mutation: KnownMutation,
  check: LocalCheck,
): Problem | null {
  const outcome = applyMutation(
    { ...current, authorClientId: null },
    mutation,
    contextOf(current, check),
  )
  return outcome.ok ? null : outcome.problem
}

function contextOf(current: VisibleObservation, check: LocalCheck): MutationContext {
  const now = `${check.today}T00:00:00.000Z`
  return {
    ...check,
    actorName: '',
    walkId: current.walkId,
    phase: 'open',
    isMember: true,
    now,
    capturedAt: now,
    receivedAt: null,
  }
}
