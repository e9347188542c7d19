import { describe, expect, it } from 'vitest'
import { walkDoubt, walkEndMs, walkMoment } from '../../../shared/walk/walk-time.ts'

const at = (time: string) => Date.parse(time)
const walk = {
  startsAt: '2026-11-20T21:00:00.000Z',
  endsAt: '2026-11-20T23:30:00.000Z' as string | null,
  phase: 'open' as 'open' | 'closed' | 'planned',
  area: [9.9, 57.03, 9.96, 57.06] as [number, number, number, number],
}
const here = { longitude: 9.93, latitude: 57.05, source: 'gps' as const }

describe('where a walk stands', () => {
  it('is under way past midnight in Copenhagen, until its end', () => {
    expect(walkMoment(walk, at('2026-11-20T20:59:59Z'))).toBe('upcoming')
    expect(walkMoment(walk, at('2026-11-20T21:00:00Z'))).toBe('running')
    expect(walkMoment(walk, at('2026-11-20T23:15:00Z'))).toBe('running')
    expect(walkMoment(walk, at('2026-11-20T23:30:01Z'))).toBe('ended')
  })

  it('lasts as long as it lasts on the night when the clocks go back', () => {
    const night = { startsAt: '2026-10-24T23:30:00.000Z', endsAt: '2026-10-25T01:30:00.000Z' }
    // Both are half past two in Copenhagen.
    expect(walkMoment(night, at('2026-10-25T00:30:00Z'))).toBe('running')
    expect(walkMoment(night, at('2026-10-25T01:30:00Z'))).toBe('running')
    expect(walkMoment(night, at('2026-10-25T01:30:01Z'))).toBe('ended')
  })

  it('is over when an organiser has closed it, and six hours after its start when it names no end', () => {
    expect(walkMoment({ ...walk, phase: 'closed' }, at('2026-11-20T21:30:00Z'))).toBe('ended')
    expect(walkEndMs({ startsAt: walk.startsAt, endsAt: null })).toBe(at('2026-11-21T03:00:00Z'))
    expect(walkMoment({ startsAt: null, endsAt: null }, at('2040-01-01T00:00:00Z'))).toBe('always')
  })
})

describe('a walk that its leader has begun before its time', () => {
  it('is under way, asks no doubt before a pin, and ends as planned', () => {
    const begun = { ...walk, startedAt: '2026-11-20T15:00:00.000Z' }
    const early = at('2026-11-20T15:10:00Z')
    expect(walkMoment(walk, early)).toBe('upcoming')
    expect(walkMoment(begun, early)).toBe('running')
    expect(walkDoubt(begun, early, here)).toBeNull()
    expect(walkMoment(begun, at('2026-11-21T01:30:00Z'))).toBe('ended')
  })
})

describe('whether a pin is meant for a walk', () => {
  it.each([
    ['two hours before it', '2026-11-20T19:00:00Z', null],
    ['longer before it', '2026-11-20T18:59:59Z', 'upcoming'],
    ['two hours after it', '2026-11-21T01:30:00Z', null],
    ['longer after it', '2026-11-21T01:30:01Z', 'ended'],
  ])('is asked by time alone %s', (_, now, doubt) => {
    expect(walkDoubt(walk, at(now), here)).toBe(doubt)
    expect(walkDoubt(walk, at(now), null)).toBe(doubt)
  })

  it('is asked far from its area, counted from the area’s edge and from where the phone may be', () => {
    const now = at('2026-11-20T22:00:00Z')
    const north = { ...here, latitude: 57.0705 }
    expect(walkDoubt(walk, now, { ...here, latitude: 57.0685 })).toBeNull()
    expect(walkDoubt(walk, now, north)).toBe('far')
    expect(walkDoubt(walk, now, { ...north, accuracyMetres: 500 })).toBeNull()
    const standing = { ...walk, startsAt: null, endsAt: null }
    expect(walkDoubt(standing as unknown as typeof walk, now, north)).toBe('far')
  })

  it('is asked at once of a walk that was closed', () => {
    const closed = { ...walk, phase: 'closed' as const }
    expect(walkDoubt(closed, at('2026-11-20T22:00:00Z'), here)).toBe('ended')
  })
})
