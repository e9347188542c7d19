import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../shared/sync/canonical-json.ts'
import { isAtOrAfter } from '../../../shared/sync/feed.ts'
import { distanceMetres, isInsideBox } from '../../../shared/geo.ts'
import { isUuid, makeUuid } from '../../../shared/identifiers.ts'
import { calendarDayOf, isCalendarDay } from '../../../shared/timestamps.ts'

const shuffledKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffledKeys)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffledKeys(item)]),
  )
}

describe('canonical JSON', () => {
  it('is the same for the same value, whatever the order of keys, also after a trip over the wire', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(shuffledKeys(value))).toBe(text)
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(text)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })

  it('differs for different values', () => {
    const afterTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const isSame = isDeepStrictEqual(afterTheWire(a), afterTheWire(b))
        expect(canonicalJson(a) === canonicalJson(b)).toBe(isSame)
      }),
    )
  })

  it('E2: tells a lone surrogate from the replacement character', () => {
    expect(canonicalJson('\ud800')).not.toBe(canonicalJson('\ufffd'))
  })
})

describe('cursors', () => {
  it('C10: stay exact beyond 2^53', () => {
    expect(isAtOrAfter('9007199254740993', '9007199254740992')).toBe(true)
    expect(isAtOrAfter('9007199254740992', '9007199254740993')).toBe(false)
    expect(isAtOrAfter('10', '9')).toBe(true)
  })
})

describe('ids', () => {
  it('are UUIDv7 with the time in front, for every clock', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 15), max: 10 ** 15 }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (now, random) => {
          const id = makeUuid(now, () => random)
          expect(isUuid(id)).toBe(true)
          expect(id[14]).toBe('7')
          const time = Number.parseInt(id.replace('-', '').slice(0, 12), 16)
          expect(time).toBe(Math.max(0, now) % 2 ** 48)
        },
      ),
    )
  })
})

describe('places', () => {
  it('measures the width of Limfjorden at Aalborg within a few metres', () => {
    // Limfjordsbroen, 57.05306 N 9.92018 E to 57.05722 N 9.92014 E: 463 m along the meridian.
    const south = { longitude: 9.92018, latitude: 57.05306 }
    const north = { longitude: 9.92014, latitude: 57.05722 }
    expect(distanceMetres(south, north)).toBeGreaterThan(455)
    expect(distanceMetres(south, north)).toBeLessThan(470)
    expect(distanceMetres(north, south)).toBe(distanceMetres(south, north))
  })

  it('takes the edge of a box as inside and swapped axes as outside', () => {
    const box = [9.4, 56.8, 10.6, 57.3] as const
    expect(isInsideBox({ longitude: 9.4, latitude: 57.3 }, box)).toBe(true)
    expect(isInsideBox({ longitude: 57.05, latitude: 9.92 }, box)).toBe(false)
  })
})

describe('days', () => {
  it('are real days of the calendar', () => {
    expect(isCalendarDay('2028-02-29')).toBe(true)
    for (const text of [
      '2027-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '',
      '0000-00-00',
      '0000-01-01',
    ]) {
      expect([text, isCalendarDay(text)]).toEqual([text, false])
    }
  })

  it('L3: are those of Copenhagen, also in the night of the change to winter time', () => {
    const zone = 'Europe/Copenhagen'
    expect(calendarDayOf(Date.parse('2026-10-24T22:30:00Z'), zone)).toBe('2026-10-25')
    expect(calendarDayOf(Date.parse('2026-10-25T22:30:00Z'), zone)).toBe('2026-10-25')
    expect(calendarDayOf(Date.parse('2026-10-25T23:30:00Z'), zone)).toBe('2026-10-26')
  })
})
