import { describe, expect, test } from 'vitest'
import { createFormats } from '../../../shared/text/formats.ts'

const evening = '2026-10-29T18:42:05.120Z'
const da = createFormats('da')
const en = createFormats('en')

describe('Danish formats of the handbook (domain.md §12)', () => {
  test('write a moment like people do', () => {
    expect(da.dateTime(evening)).toBe('torsdag 29. oktober 2026 kl. 19.42')
  })

  test('write a moment of today as its time alone', () => {
    expect(da.shortDateTime(evening, Date.parse('2026-10-29T22:30:00Z'))).toBe('kl. 19.42')
    expect(da.shortDateTime(evening, Date.parse('2026-10-29T23:30:00Z'))).toBe('29. okt. kl. 19.42')
  })

  test('write a day of another year with its year, whatever the zone of the machine', () => {
    const later = Date.parse('2027-11-29T12:00:00Z')
    expect(da.shortDateTime(evening, later)).toBe('29. okt. 2026 kl. 19.42')
    expect(en.shortDateTime(evening, later)).toBe('29 Oct 2026, 19:42')
    expect(da.shortDate(evening, later)).toBe('29. okt. 2026')
    expect(da.shortCalendarDay('2026-11-12', '2027-11-29')).toBe('12. nov. 2026')
    expect(da.shortCalendarDay('2027-12-12', '2027-11-29')).toBe('12. dec.')
    // Half past midnight on New Year's morning in Denmark.
    const newYear = Date.parse('2026-12-31T23:30:00Z')
    expect(da.shortDateTime(newYear - 3_600_000, newYear)).toBe('31. dec. 2026 kl. 23.30')
    expect(da.shortDateTime('2026-12-31T22:59:00Z', newYear - 3_600_000)).toBe('kl. 23.59')
  })

  test('L3: follow the clock of the municipality on both sides of the end of summer time', () => {
    expect(da.time('2026-10-25T00:30:00Z')).toBe('kl. 02.30')
    expect(da.time('2026-10-25T01:30:00Z')).toBe('kl. 02.30')
  })

  test('write midnight as 00, not 24', () => {
    expect(da.time('2026-11-20T23:05:00Z')).toBe('kl. 00.05')
  })

  test('give every reader the same day for a deadline', () => {
    expect(da.calendarDay('2026-11-12')).toBe('torsdag 12. november 2026')
    expect(createFormats('da', 'Pacific/Auckland').calendarDay('2026-11-12')).toBe(
      'torsdag 12. november 2026',
    )
  })

  test('write a plan as a month or a year', () => {
    expect([da.month('2027-03'), da.month('2027')]).toEqual(['marts 2027', '2027'])
  })

  test('put point and comma the Danish way in numbers, distances and sizes', () => {
    expect([da.number(1234.5, 1), da.distance(8.4), da.distance(1_440)]).toEqual([
      '1.234,5',
      '8\u00a0m',
      '1,4\u00a0km',
    ])
    expect([da.bytes(350), da.bytes(8_240_000), da.bytes(2_300_000_000)]).toEqual([
      '1 kB',
      '8,2 MB',
      '2,3 GB',
    ])
  })

  test('sort æ, ø and å last, and aa as å', () => {
    expect(['Aalborg', 'Østerå', 'Ærø', 'Zoo', 'Svenstrup'].sort(da.compare)).toEqual([
      'Svenstrup',
      'Zoo',
      'Ærø',
      'Østerå',
      'Aalborg',
    ])
  })
})

test('formats of the English interface are English', () => {
  expect(en.dateTime(evening)).toBe('Thursday 29 October 2026, 19:42')
  expect(en.number(1234.5, 1)).toBe('1,234.5')
})
