import type { Severity } from '../../../../shared/observation/categories.ts'
import {
  statusFamily,
  type ObservationStatus,
} from '../../../../shared/observation/observation-status.ts'
import type { CalendarDay } from '../../../../shared/timestamps.ts'

/** Days from reception to the default action deadline (domain.md §7); positive places have none. */
const defaultDays: Record<Severity, number | null> = { 4: 0, 3: 14, 2: 30, 1: 60, 0: null }

const dayMs = 86_400_000
const instantOf = (day: CalendarDay) => Date.parse(`${day}T00:00:00Z`)

/** Calendar arithmetic in UTC, so that the hour lost or won in March and October never moves a deadline. */
export const addDays = (day: CalendarDay, days: number): CalendarDay =>
  new Date(instantOf(day) + days * dayMs).toISOString().slice(0, 10)

/** Whole days from `from` to `to`; negative when `to` lies before. */
export const daysBetween = (from: CalendarDay, to: CalendarDay): number =>
  Math.round((instantOf(to) - instantOf(from)) / dayMs)

/**
 * Returns the deadline to suggest: counted from reception, because that is when the walker began to wait; from today when that day
 * has passed. `null` for positive places.
 */
export function suggestDueDay(
  severity: Severity,
  receivedOn: CalendarDay,
  today: CalendarDay,
): CalendarDay | null {
  const days = defaultDays[severity]
  if (days === null) return null
  const fromReception = addDays(receivedOn, days)
  return fromReception >= today ? fromReception : addDays(today, days)
}

export type DueState = 'none' | 'overdue' | 'today' | 'soon' | 'later'

const soonDays = 7

/** Returns the state of a deadline; a solved or closed observation can no longer be late. */
export function dueState(
  dueOn: CalendarDay | null,
  status: ObservationStatus,
  today: CalendarDay,
): DueState {
  if (dueOn === null) return 'none'
  if (statusFamily(status) !== 'open') return 'later'
  const days = daysBetween(today, dueOn)
  if (days < 0) return 'overdue'
  if (days === 0) return 'today'
  return days <= soonDays ? 'soon' : 'later'
}
