import type { CalendarDay } from '../../timestamps.ts'

/** Returns whether a month `2027-03` or a year `2027` has ended by this day: nobody can promise it any more. */
export const hasEnded = (plannedFor: string, today: CalendarDay): boolean =>
  plannedFor < today.slice(0, plannedFor.length)

/** Returns the month after a day's as `2027-03`. */
export function monthAfter(today: CalendarDay): string {
  const [year = 0, month = 0] = today.split('-').map(Number)
  const next = month === 12 ? [year + 1, 1] : [year, month + 1]
  return next.map((part) => String(part).padStart(2, '0')).join('-')
}
