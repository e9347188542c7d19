import type { Severity } from '../../shared/observation/categories.ts'
import type { CalendarDay, Timestamp } from '../../shared/timestamps.ts'
import { danishDay, danishHour, danishInstant } from './danish-time.ts'
import { nightfall } from './nightfall.ts'
import {
  addDays,
  isWorkingDay,
  weekday,
  weekOf,
  workingDayAfter,
  workingDayFrom,
} from './working-days.ts'

const minuteMs = 60_000
const quarterMs = 15 * minuteMs

/** The rule for when a walk of the demo takes place: dates derive from the day the demo is loaded. */
export interface EveningPlan {
  /** 1 is Monday. */
  weekday: number
  /** Danish time at which the walk begins in the dark half of the year; in summer it begins when it is dark. */
  startsAt: string
  minutes: number
  /** Working days for which its story continues; all of it lies in the past when the demo is loaded. Null: the walk lies ahead. */
  workingDays: number | null
}

/** The evening of one walk, and the functions that derive the times and days of its story. */
export interface DemoEvening {
  /** Minutes from the beginning of the walk. */
  at: (minutes: number) => Timestamp
  /** The same moment as Danish clocks showed it: `22.30`. */
  hour: (minutes: number) => string
  endsAt: Timestamp
  /** The first, second … working day afterwards; 0 is the day of the walk itself. */
  day: (workingDays: number) => CalendarDay
  /** A time of the Danish clock on that day. */
  on: (workingDays: number, time: string) => Timestamp
  /** The usual deadline of a severity (domain.md §7), on a working day. */
  due: (severity: Severity) => CalendarDay
  /** The first working day after the demo was loaded, so that something is due within a week. */
  soon: CalendarDay
  /** `uge 48` */
  week: (day: CalendarDay) => string
  /** The month so many months after a day: `{ month: '2026-12', name: 'december' }`. */
  month: (day: CalendarDay, months: number) => { month: string; name: string }
}

/** Days to the deadline; a danger is dealt with on the same day. */
const daysToDeadline: Record<Severity, number> = { 4: 0, 3: 14, 2: 30, 1: 60, 0: 0 }
const monthName = new Intl.DateTimeFormat('da-DK', { month: 'long', timeZone: 'UTC' })

export function demoEvening(plan: EveningPlan, loadedAt: number): DemoEvening {
  const today = danishDay(loadedAt)
  const date = plan.workingDays === null ? nextDate(plan, today) : lastDate(plan, today)
  const planned = danishInstant(date, plan.startsAt)
  const start = Math.max(planned, Math.ceil(nightfall(date) / quarterMs) * quarterMs)
  const instant = (minutes: number) => start + minutes * minuteMs
  const day = (workingDays: number) => workingDayAfter(date, workingDays)
  return {
    at: (minutes) => new Date(instant(minutes)).toISOString(),
    hour: (minutes) => danishHour(instant(minutes)),
    endsAt: new Date(instant(plan.minutes)).toISOString(),
    day,
    on: (workingDays, time) => new Date(danishInstant(day(workingDays), time)).toISOString(),
    due: (severity) => workingDayFrom(addDays(date, daysToDeadline[severity])),
    soon: workingDayAfter(today, 1),
    week: (some) => `uge ${String(weekOf(some))}`,
    month: monthAfter,
  }
}

const suits = (plan: EveningPlan, day: CalendarDay): boolean =>
  weekday(day) === plan.weekday && isWorkingDay(day)

/** Returns the latest evening whose story ends before the day of the load. */
function lastDate(plan: EveningPlan, today: CalendarDay): CalendarDay {
  let day = addDays(today, -1)
  while (!suits(plan, day) || workingDayAfter(day, plan.workingDays ?? 0) >= today) {
    day = addDays(day, -1)
  }
  return day
}

/** Returns an evening far enough ahead that there is something to prepare. */
function nextDate(plan: EveningPlan, today: CalendarDay): CalendarDay {
  let day = addDays(today, 4)
  while (!suits(plan, day)) day = addDays(day, 1)
  return day
}

function monthAfter(day: CalendarDay, months: number): { month: string; name: string } {
  const [year = 0, month = 0] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  return { month: first.toISOString().slice(0, 7), name: monthName.format(first) }
}
