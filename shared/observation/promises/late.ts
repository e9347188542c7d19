import { daysBetween } from '../../text/day-count.ts'
import type { CalendarDay } from '../../timestamps.ts'
import { isPositiveCategory } from '../categories.ts'
import { statusFamily } from '../observation-status.ts'
import type { Observation } from '../observation.ts'

/** Days that a finding may be without a party before it counts as nobody's. */
const daysUntilUnowned = 7

/** A deadline within so many days, today among them, is soon. */
export const soonDays = 7

/** In which ways a finding is late or soon will be: its deadline has passed, nobody has got it for more than a week, or its deadline is near. */
export const lateKinds = ['overdue', 'unowned', 'soon'] as const
export type LateKind = (typeof lateKinds)[number]

type Dated = Pick<Observation, 'category' | 'status' | 'partyIds' | 'dueOn' | 'receivedAt'>

/** The reader's moment: the day in the municipality's zone, and the instant. */
export interface LateMoment {
  today: CalendarDay
  nowMs: number
}

/** Returns whether a finding is late; one that is solved or closed cannot be, and a good place has no case (domain.md §10). */
export function isLateAs(finding: Dated, kind: LateKind, moment: LateMoment): boolean {
  if (statusFamily(finding.status) !== 'open' || isPositiveCategory(finding.category)) return false
  if (kind === 'unowned') return isUnowned(finding, moment)
  return kind === 'overdue' ? daysOverdue(finding, moment.today) > 0 : isSoon(finding, moment)
}

const isSoon = ({ dueOn }: Dated, { today }: LateMoment): boolean => {
  const days = dueOn === null ? -1 : daysBetween(today, dueOn)
  return days >= 0 && days < soonDays
}

/** Returns by how many days the deadline has passed; 0 where it has not, or there is none. */
const daysOverdue = ({ dueOn }: Pick<Dated, 'dueOn'>, today: CalendarDay): number =>
  dueOn === null ? 0 : Math.max(0, daysBetween(dueOn, today))

/** What was forwarded is nobody's as well while no party of ours asks after it. */
const isUnowned = ({ partyIds, receivedAt }: Dated, { nowMs }: LateMoment): boolean =>
  partyIds.length === 0 && receivedAt !== null && Date.parse(receivedAt) < unownedBeforeMs(nowMs)

/** What was received before this moment and has no party counts as nobody's. */
export const unownedBeforeMs = (nowMs: number): number => nowMs - daysUntilUnowned * 86_400_000
