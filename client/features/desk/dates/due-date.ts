import type { Severity } from '../../../../shared/observation/categories.ts'
import {
  statusFamily,
  type ObservationStatus,
} from '../../../../shared/observation/observation-status.ts'
import { addDays, daysBetween } from '../../../../shared/text/day-count.ts'
import type { CalendarDay } from '../../../../shared/timestamps.ts'

/** Days from reception to the default action deadline (domain.md §7); positive places have none. */
const defaultDays: Record<Severity, number | null> = { 4: 0, 3: 14, 2: 30, 1: 60, 0: null }

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
