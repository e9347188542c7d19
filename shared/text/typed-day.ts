import { isCalendarDay, type CalendarDay } from '../timestamps.ts'
import { addDays } from './day-count.ts'

const months: Record<string, number> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  maj: 5,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  okt: 10,
  oct: 10,
  nov: 11,
  dec: 12,
}

/** Day first, as Danes write it: `12.11.2026`, `12/11-26`, `12.11`, `12. nov. 2026`, `12 november`. */
const dayFirst = /^(\d{1,2})[./\s-]+(\d{1,2}|[a-zæøå]{3,})[./\s-]*(\d{4}|\d{2})?$/
const isoDay = /^\d{4}-\d{2}-\d{2}$/
const compact = /^(\d{2})(\d{2})(\d{4}|\d{2})$/

/**
 * Reads a day as a person in Denmark types it. Without a year it is the next such day, today included, because deadlines are in the
 * future. `undefined` when it is no day (also 31.02).
 */
export function readTypedDay(typed: string, today: CalendarDay): CalendarDay | undefined {
  const text = typed.trim().toLowerCase()
  if (isoDay.test(text)) return isCalendarDay(text) ? text : undefined
  const parts = dayFirst.exec(text) ?? compact.exec(text)
  if (!parts) return undefined
  const [, day = '', month = '', year] = parts
  const monthNumber = months[month.slice(0, 3)] ?? Number(month)
  if (year !== undefined) return dayOf(fullYear(year), monthNumber, Number(day))
  const thisYear = dayOf(Number(today.slice(0, 4)), monthNumber, Number(day))
  if (thisYear !== undefined && thisYear >= today) return thisYear
  return dayOf(Number(today.slice(0, 4)) + 1, monthNumber, Number(day))
}

const fullYear = (year: string) => (year.length === 2 ? 2000 + Number(year) : Number(year))

function dayOf(year: number, month: number, day: number): CalendarDay | undefined {
  const pad = (value: number) => String(value).padStart(2, '0')
  const text = `${year}-${pad(month)}-${pad(day)}`
  return isCalendarDay(text) ? text : undefined
}

/** Formats a chosen day for the field: `12.11.2026`. */
export function writeTypedDay(day: CalendarDay): string {
  const [year, month, date] = day.split('-')
  return `${date}.${month}.${year}`
}

/** ISO week number (ISO 8601: weeks begin on Monday, week 1 holds the first Thursday); Danes plan by it. */
export function weekNumber(day: CalendarDay): number {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  const thursday = addDays(day, 3 - weekday)
  const firstDay = `${thursday.slice(0, 4)}-01-01`
  return Math.floor((Date.parse(thursday) - Date.parse(firstDay)) / 604_800_000) + 1
}
