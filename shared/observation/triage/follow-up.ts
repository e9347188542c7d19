import type { WalkContext } from '../../sync/mutation-context.ts'
import { addDays } from '../../text/day-count.ts'
import type { CalendarDay } from '../../timestamps.ts'
import type { Observation } from '../observation.ts'
import { withMove } from '../promises/moved-date.ts'
import { lacksDate } from './apply-assigning.ts'

/** Four weeks are twenty working days: the time after which whoever got a finding can be asked what became of it. */
const followUpDays = 28

export const followUpDay = (today: CalendarDay): CalendarDay => addDays(today, followUpDays)

/** Who keeps an eye on a finding that was sent on, and when they ask after it. */
export type FollowUp = Pick<Observation, 'partyIds' | 'dueOn'>

/**
 * Returns who follows up where nobody was named, as clients of before do: its parties, or the sender's own. A coordinator without one leaves it
 * with those that nobody has.
 */
export function usualFollowUp(
  { partyIds, dueOn, severity }: Observation,
  { actor, partyIds: known, today }: WalkContext,
): FollowUp {
  const own = actor.kind === 'account' ? actor.partyIds.filter((id) => known.includes(id)) : []
  return {
    partyIds: partyIds.length > 0 ? partyIds : own,
    dueOn: lacksDate(severity, dueOn) ? followUpDay(today) : dueOn,
  }
}

/** Returns what following up changes; the wait of other parties begins now. */
export function followedUp(
  current: Observation,
  { partyIds, dueOn, reason }: FollowUp & { reason: string },
  { actorName: by, now: at }: WalkContext,
): Partial<Observation> {
  const isHandedOn = partyIds.join('\n') !== current.partyIds.join('\n')
  return {
    partyIds,
    dueOn,
    ...(isHandedOn ? { heldSince: at } : {}),
    ...withMove(current, { of: 'due', from: current.dueOn, to: dueOn, reason, by, at }),
  }
}
