import type { CalendarDay } from '../../shared/timestamps.ts'

const dayMs = 86_400_000

/** Computes in UTC, so that no change of time moves a day. */
export const addDays = (day: CalendarDay, days: number): CalendarDay =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** 0 is Sunday. */
export const weekday = (day: CalendarDay): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** Returns Easter Sunday of a year (Gregorian computus of Meeus, Jones and Butcher). */
export function easterOf(year: number): CalendarDay {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d =
    (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return new Date(Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1)).toISOString().slice(0, 10)
}

/** New Year, Constitution Day, Christmas and the last day of the year, when Danish offices are closed. */
const closedEveryYear = ['01-01', '06-05', '12-24', '12-25', '12-26', '12-31']
/** Maundy Thursday, Good Friday, Easter Monday, Ascension Day, Whit Monday; the Great Prayer Day ended with 2023. */
const closedAfterEaster = [-3, -2, 1, 39, 50]

export function isWorkingDay(day: CalendarDay): boolean {
  if ([0, 6].includes(weekday(day)) || closedEveryYear.includes(day.slice(5))) return false
  const easter = easterOf(Number(day.slice(0, 4)))
  return !closedAfterEaster.some((days) => addDays(easter, days) === day)
}

/** Returns the day itself when it is a working day, otherwise the next working day. */
export function workingDayFrom(day: CalendarDay): CalendarDay {
  return isWorkingDay(day) ? day : workingDayFrom(addDays(day, 1))
}

/** Returns the first, second … working day after a day. */
export function workingDayAfter(day: CalendarDay, count: number): CalendarDay {
  let found = day
  for (let left = count; left > 0; left -= 1) found = workingDayFrom(addDays(found, 1))
  return found
}

/** Returns the number of the week as Danish calendars count (ISO 8601): that of its Thursday. */
export function weekOf(day: CalendarDay): number {
  const thursday = addDays(day, 4 - (weekday(day) || 7))
  const newYear = Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`)
  return 1 + Math.floor((Date.parse(`${thursday}T00:00:00Z`) - newYear) / (7 * dayMs))
}
