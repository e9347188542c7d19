import type { CalendarDay } from '../../shared/timestamps.ts'

const minuteMs = 60_000

const wallClock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Copenhagen',
  hourCycle: 'h23',
  ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit' },
})

/** Returns what a clock in Denmark shows: `2026-10-29` and `19:42`. */
function danishClockAt(instant: number): { day: CalendarDay; time: string } {
  const parts = wallClock.formatToParts(instant)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  }
}

export const danishDay = (instant: number): CalendarDay => danishClockAt(instant).day

/** Returns the time as Danes write it in a sentence: `22.30`. */
export const danishHour = (instant: number): string => danishClockAt(instant).time.replace(':', '.')

/** Returns the minutes that Danish clocks are ahead of UTC at that instant: 60 in winter, 120 in summer. */
export function danishOffset(instant: number): number {
  const { day, time } = danishClockAt(instant)
  const shown = Date.parse(`${day}T${time}:00Z`)
  return Math.round((shown - instant) / minuteMs)
}

/**
 * Returns the instant at which clocks in Denmark show this. The offset is looked up twice, because near a change of time the first guess
 * may have the offset of the other side.
 */
export function danishInstant(day: CalendarDay, time: string): number {
  const shown = Date.parse(`${day}T${time}:00Z`)
  const guess = shown - danishOffset(shown) * minuteMs
  return shown - danishOffset(guess) * minuteMs
}
