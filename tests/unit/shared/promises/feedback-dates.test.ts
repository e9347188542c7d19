import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../shared/text/day-count.ts'
import { isCalendarDay } from '../../../../shared/timestamps.ts'
import {
  feedbackDates,
  feedbackDaysLate,
  feedbackState,
  monthsAfter,
  nextFeedback,
  reportedOn,
} from '../../../../shared/walk/feedback/feedback-dates.ts'

const zone = 'Europe/Copenhagen'
const due = (day: string) => feedbackDates(day).map(({ dueOn }) => dueOn)

/** Every day from 2000 to 2100. */
const anyDay = fc.integer({ min: 0, max: 36_524 }).map((days) => addDays('2000-01-01', days))
const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))

describe('the feedback dates of a walk', () => {
  it('are the same day of the month after one, three and six months', () => {
    expect(feedbackDates('2026-11-03')).toEqual([
      { months: 1, dueOn: '2026-12-03' },
      { months: 3, dueOn: '2027-02-03' },
      { months: 6, dueOn: '2027-05-03' },
    ])
  })

  it('are the last day of a month that is shorter, also in February of a leap year', () => {
    expect(due('2026-08-31')).toEqual(['2026-09-30', '2026-11-30', '2027-02-28'])
    expect(due('2027-11-30')).toEqual(['2027-12-30', '2028-02-29', '2028-05-30'])
    expect(due('2028-01-29')[0]).toBe('2028-02-29')
    expect(due('2027-01-29')[0]).toBe('2027-02-28')
  })

  it('are real days in the right month, never later in it than the report was, and move only to the end of a month', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        for (const { months, dueOn } of feedbackDates(day)) {
          expect(isCalendarDay(dueOn)).toBe(true)
          expect(monthOf(dueOn) - monthOf(day)).toBe(months)
          const [from, to] = [day, dueOn].map((one) => Number(one.slice(8)))
          if (from !== to) expect(addDays(dueOn, 1).slice(8)).toBe('01')
          expect(to).toBeLessThanOrEqual(from ?? 0)
        }
      }),
    )
  })

  it('come in order, and a later report never has an earlier date', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (one, other) => {
        expect(due(one)).toEqual(due(one).toSorted())
        const [first, second] = [one, other].toSorted()
        due(first ?? '').forEach((day, index) => {
          expect(day <= (due(second ?? '')[index] ?? '')).toBe(true)
        })
      }),
    )
  })

  it('are counted from the day of the report in the municipality, also in the hours around a change of the clocks', () => {
    // Half past midnight in Copenhagen is the day before in UTC; on 25 October 2026 clocks go back at three o'clock.
    expect(reportedOn('2026-07-31T22:30:00.000Z', zone)).toBe('2026-08-01')
    expect(reportedOn('2026-10-24T22:30:00.000Z', zone)).toBe('2026-10-25')
    expect(reportedOn('2026-10-25T22:59:59.999Z', zone)).toBe('2026-10-25')
    expect(reportedOn('2026-10-25T23:00:00.000Z', zone)).toBe('2026-10-26')
    expect(reportedOn('2027-03-28T21:59:59.999Z', zone)).toBe('2027-03-28')
    expect(reportedOn('2027-03-28T22:00:00.000Z', zone)).toBe('2027-03-29')
  })

  it('do not depend on the hour of the day at which the report was made', () => {
    const hours = fc.integer({ min: 0, max: 20 })
    fc.assert(
      fc.property(anyDay, hours, (day, hour) => {
        const at = new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000).toISOString()
        const utc = reportedOn(at, 'UTC')
        expect(utc).toBe(day)
        // East of Greenwich it is the same day or the next one, never the one before.
        expect([day, addDays(day, 1)]).toContain(reportedOn(at, zone))
      }),
    )
  })

  it('add up over months of equal length and never over shorter ones', () => {
    expect(monthsAfter(monthsAfter('2026-08-31', 1), 1)).toBe('2026-10-30')
    expect(monthsAfter('2026-08-31', 2)).toBe('2026-10-31')
  })
})

describe('a feedback', () => {
  const dates = (givenOn: string | null) => ({ months: 1 as const, dueOn: '2026-12-03', givenOn })

  it('is kept when it was given by its day, and late when it was given afterwards', () => {
    expect(feedbackState(dates('2026-12-03'), '2027-01-01')).toBe('kept')
    expect(feedbackState(dates('2026-12-04'), '2027-01-01')).toBe('late')
    expect(feedbackDaysLate(dates('2026-12-06'), '2027-01-01')).toBe(3)
  })

  it('waits until its day has passed and is overdue from then on', () => {
    expect(feedbackState(dates(null), '2026-12-03')).toBe('waits')
    expect(feedbackState(dates(null), '2026-12-04')).toBe('overdue')
    expect(feedbackDaysLate(dates(null), '2026-12-03')).toBe(0)
    expect(feedbackDaysLate(dates(null), '2026-12-13')).toBe(10)
  })

  it('is the next one as long as no earlier one waits', () => {
    const [one, three, six] = feedbackDates('2026-11-03').map((date) => ({
      ...date,
      givenOn: null,
    }))
    if (!one || !three || !six) throw new Error('Three dates')
    expect(nextFeedback([one, three, six])).toBe(one)
    expect(nextFeedback([{ ...one, givenOn: '2026-12-01' }, three, six])).toBe(three)
    expect(
      nextFeedback([one, three, six].map((date) => ({ ...date, givenOn: '2026-12-01' }))),
    ).toBe(undefined)
  })
})
