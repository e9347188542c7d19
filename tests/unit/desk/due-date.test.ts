import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueState, suggestDueDay } from '../../../client/features/desk/dates/due-date.ts'
import { addDays, daysBetween } from '../../../shared/text/day-count.ts'
import { readTypedDay, weekNumber, writeTypedDay } from '../../../shared/text/typed-day.ts'

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('the suggested deadline', () => {
  it('follows the table of the handbook: same day, 14, 30 and 60 days, none for positive places', () => {
    const suggest = (severity: 0 | 1 | 2 | 3 | 4) =>
      suggestDueDay(severity, '2026-10-29', '2026-10-29')
    expect(suggest(4)).toBe('2026-10-29')
    expect(suggest(3)).toBe('2026-11-12')
    expect(suggest(2)).toBe('2026-11-28')
    expect(suggest(1)).toBe('2026-12-28')
    expect(suggest(0)).toBeNull()
  })

  it('is never in the past, however late the desk looks', () => {
    fc.assert(
      fc.property(day, fc.nat(400), fc.constantFrom(1, 2, 3, 4), (received, later, severity) => {
        const today = addDays(received, later)
        const due = suggestDueDay(severity, received, today)
        expect(due !== null && due >= today).toBe(true)
      }),
    )
  })

  it('counts from reception while that can still be kept', () => {
    expect(suggestDueDay(3, '2026-10-29', '2026-11-05')).toBe('2026-11-12')
    expect(suggestDueDay(3, '2026-10-29', '2026-11-13')).toBe('2026-11-27')
  })
})

describe('calendar days', () => {
  it('L3: add and subtract exactly, also over the nights when the clock changes', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days)
      }),
    )
  })

  it('have the ISO week number that Danes plan by', () => {
    expect(weekNumber('2026-10-29')).toBe(44)
    expect(weekNumber('2026-12-31')).toBe(53)
    expect(weekNumber('2027-01-03')).toBe(53)
    expect(weekNumber('2027-01-04')).toBe(1)
    expect(weekNumber('2024-12-30')).toBe(1)
  })
})

describe('a deadline', () => {
  it('is overdue only while somebody still owes an answer', () => {
    expect(dueState('2026-11-12', 'assigned', '2026-11-13')).toBe('overdue')
    expect(dueState('2026-11-12', 'planned', '2026-11-13')).toBe('overdue')
    expect(dueState('2026-11-12', 'done', '2026-11-13')).toBe('later')
    expect(dueState('2026-11-12', 'declined', '2026-11-13')).toBe('later')
    expect(dueState(null, 'assigned', '2026-11-13')).toBe('none')
  })

  it('is due today on its own day and soon in the week before', () => {
    expect(dueState('2026-11-12', 'assigned', '2026-11-12')).toBe('today')
    expect(dueState('2026-11-12', 'assigned', '2026-11-05')).toBe('soon')
    expect(dueState('2026-11-12', 'assigned', '2026-11-04')).toBe('later')
  })
})

describe('a typed day', () => {
  const today = '2026-11-05'

  it('reads back what is written into the field', () => {
    fc.assert(
      fc.property(day, (chosen) => {
        expect(readTypedDay(writeTypedDay(chosen), today)).toBe(chosen)
      }),
    )
  })

  it.each([
    ['12.11.2026', '2026-11-12'],
    ['12/11-26', '2026-11-12'],
    ['12. nov. 2026', '2026-11-12'],
    ['12 november', '2026-11-12'],
    ['1.3', '2027-03-01'],
    ['5.11', '2026-11-05'],
    ['121126', '2026-11-12'],
    ['2026-11-12', '2026-11-12'],
    ['3. maj', '2027-05-03'],
  ])('reads %s the Danish way', (typed, expected) => {
    expect(readTypedDay(typed, today)).toBe(expected)
  })

  it.each(['', 'snart', '31.02.2026', '2026-02-30', '12.13.2026', '0.1.2027', '12.xyz'])(
    'refuses "%s" instead of guessing',
    (typed) => {
      expect(readTypedDay(typed, today)).toBeUndefined()
    },
  )

  it('never makes a day that does not exist, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const read = readTypedDay(typed, today)
        expect(read === undefined || addDays(read, 0) === read).toBe(true)
      }),
    )
  })
})
