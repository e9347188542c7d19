import type { CalendarDay } from '../timestamps.ts'

const dayMs = 86_400_000
const instantOf = (day: CalendarDay) => Date.parse(`${day}T00:00:00Z`)

/** Calendar arithmetic in UTC, so that the hour lost or won in March and October never moves a day. */
export const addDays = (day: CalendarDay, days: number): CalendarDay =>
  new Date(instantOf(day) + days * dayMs).toISOString().slice(0, 10)

/** Whole days from `from` to `to`; negative when `to` lies before. */
export const daysBetween = (from: CalendarDay, to: CalendarDay): number =>
  Math.round((instantOf(to) - instantOf(from)) / dayMs)
