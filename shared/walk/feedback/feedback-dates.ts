import { daysBetween } from '../../text/day-count.ts'
import { calendarDayOf, type CalendarDay, type Timestamp } from '../../timestamps.ts'

/** Months after the first report at which the people of a walk hear what came of it (domain.md §3.3, phase 9). */
export const feedbackMonths = [1, 3, 6] as const
export type FeedbackMonths = (typeof feedbackMonths)[number]

interface FeedbackDate {
  months: FeedbackMonths
  dueOn: CalendarDay
}

/**
 * Returns the days of a walk's feedbacks: the same day of the month 1, 3 and 6 calendar months after the day of the first report, or the last day
 * where that month is shorter (31 August gives 30 September; 30 August gives 28 or 29 February). Days and no instants, so that no change of
 * the clocks moves them.
 */
export const feedbackDates = (reportedOn: CalendarDay): FeedbackDate[] =>
  feedbackMonths.map((months) => ({ months, dueOn: monthsAfter(reportedOn, months) }))

/** Returns the day of a report in the municipality's zone, from which its feedbacks are counted. */
export const reportedOn = (madeAt: Timestamp, timeZone: string): CalendarDay =>
  calendarDayOf(Date.parse(madeAt), timeZone)

/** Returns the same day of a later month, or its last day where that month is shorter. */
export function monthsAfter(day: CalendarDay, months: number): CalendarDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  const after = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDay)))
  return after.toISOString().slice(0, 10)
}

/** A feedback as the desk shows it. */
export interface WalkFeedback extends FeedbackDate {
  /** The day on which it was given, in the municipality's zone; null as long as it was not. */
  givenOn: CalendarDay | null
}

/** `kept`: given by its day; `late`: given after it; `overdue`: not given, and its day has passed; `waits`: its day has not passed. */
type FeedbackState = 'kept' | 'late' | 'overdue' | 'waits'

export function feedbackState({ dueOn, givenOn }: WalkFeedback, today: CalendarDay): FeedbackState {
  if (givenOn !== null) return givenOn <= dueOn ? 'kept' : 'late'
  return dueOn < today ? 'overdue' : 'waits'
}

/** Returns by how many days a feedback is late, or was; 0 where it is not. */
export const feedbackDaysLate = ({ dueOn, givenOn }: WalkFeedback, today: CalendarDay): number =>
  Math.max(0, daysBetween(dueOn, givenOn ?? today))

/** Returns the feedback that comes next; undefined when all were given. */
export const nextFeedback = (all: readonly WalkFeedback[]): WalkFeedback | undefined =>
  all.find(({ givenOn }) => givenOn === null)
