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

/** The calendar day of an instant in a zone, e.g. Europe/Copenhagen, where deadlines are kept. */
export function calendarDayOf(instantMs: number, timeZone: string): CalendarDay {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return parts.format(instantMs)
}
