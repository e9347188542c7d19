/** ISO 8601 in UTC with milliseconds, e.g. `2026-10-29T18:42:05.120Z`. */
export type Timestamp = string

/** A calendar day without a zone, `2026-11-12`: deadlines are days, not instants. */
export type CalendarDay = string

/** There is no year 0 in the store's calendar. */
const dayPattern = /^(?!0000)(\d{4})-(\d{2})-(\d{2})$/

export function isCalendarDay(text: string): text is CalendarDay {
  const parts = dayPattern.exec(text)
  if (!parts) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Making one costs more than a hundred uses. */
const dayFormats = new Map<string, Intl.DateTimeFormat>()

function dayFormatOf(timeZone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(timeZone)
  if (known) return known
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, ...parts })
  dayFormats.set(timeZone, format)
  return format
}

/** The calendar day of an instant in a zone, e.g. Europe/Copenhagen, where deadlines are kept. */
export function calendarDayOf(instantMs: number, timeZone: string): CalendarDay {
  return dayFormatOf(timeZone).format(instantMs)
}
