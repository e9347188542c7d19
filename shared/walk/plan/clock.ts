import { calendarDayOf, type CalendarDay } from '../../timestamps.ts'

const clock = /^(\d{1,2})(?:[.:\s]?([0-5]\d))?$/

/** Minutes after midnight as a person types a time of day: `19`, `19.30`, `19:30`, `1930`; undefined when it is none. */
export function readClock(typed: string): number | undefined {
  const text = typed.trim().replace(/^kl\.?\s*/i, '')
  const [, hours = '', minutes = '0'] = clock.exec(text) ?? []
  if (hours === '' || Number(hours) > 23) return undefined
  return Number(hours) * 60 + Number(minutes)
}

/** `19.30` */
export const writeClock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join('.')

const minuteMs = 60_000
const dayMinutes = 24 * 60

/** Minutes after midnight that a clock in the zone shows. */
export function clockAt(instantMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return readClock(format.format(instantMs)) ?? 0
}

/** How many minutes the clocks of a zone are ahead of UTC. */
function offsetAt(instantMs: number, timeZone: string): number {
  const shown = Date.parse(`${calendarDayOf(instantMs, timeZone)}T00:00:00Z`)
  const minutes = shown / minuteMs + clockAt(instantMs, timeZone)
  return Math.round(minutes - Math.floor(instantMs / minuteMs))
}

/**
 * The moment at which clocks of the zone show this, in Unix milliseconds. `minutes` may lie beyond midnight. The offset is looked up twice,
 * because near a change of the clocks the first guess may have the offset of the other side.
 */
export function momentOf(day: CalendarDay, minutes: number, timeZone: string): number {
  const shown = Date.parse(`${day}T00:00:00Z`) + minutes * minuteMs
  const guess = shown - offsetAt(shown, timeZone) * minuteMs
  return shown - offsetAt(guess, timeZone) * minuteMs
}

/** The minutes of an end that is typed after a start: one that is not later means the day after. */
export const endAfter = (start: number, end: number): number =>
  end > start ? end : end + dayMinutes
