import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareStops } from '../../../../shared/rating/compare-stops.ts'
import { summariseRatings, type StoredRating } from '../../../../shared/rating/rating-summary.ts'
import { lightKinds, type Feeling, type LightKind } from '../../../../shared/rating/rating.ts'

const stopIds = ['tunnel', 'square']

const rating = (changes: Partial<StoredRating> = {}): StoredRating => ({
  ...{ walkId: 'walk', stopId: 'tunnel', respondent: 'one', respondentKind: 'local' },
  ...{ feeling: 2, alone: 'no', reasons: [], isSkipped: false, light: 'dark' },
  ...{ ratedAt: '2026-10-29T18:00:00.000Z', isLate: false },
  ...changes,
})
/** Ratings by their counts from 1 to 5. */
const rated = (counts: readonly number[], light: LightKind = 'dark') =>
  counts.flatMap((count, index) =>
    Array.from({ length: count }, () => rating({ feeling: (index + 1) as Feeling, light })),
  )
const summary = (ratings: readonly StoredRating[], isClosed = true) =>
  summariseRatings(ratings, { stopIds: ['tunnel'], basis: 'local', isClosed })
const compared = (before: readonly StoredRating[], after: readonly StoredRating[]) =>
  compareStops({ before: summary(before), after: summary(after) })[0]

describe('a stop before and after', () => {
  it('shows both spreads in the same light', () => {
    expect(compared(rated([3, 2, 1, 0, 0]), rated([0, 1, 1, 4, 2]))).toMatchObject({
      ...{ state: 'shown', light: 'dark' },
      before: { answers: 6, feeling: [3, 2, 1, 0, 0] },
      after: { answers: 8, feeling: [0, 1, 1, 4, 2] },
    })
  })

  it('is not compared when the light differs, or when people answered in different light', () => {
    const dark = rated([1, 2, 2, 1, 0])
    expect(compared(dark, rated([0, 1, 3, 3, 1], 'day'))).toEqual({
      ...{ stopId: 'tunnel', state: 'other-light', before: 'dark', after: 'day' },
    })
    const mixed = [...rated([0, 1, 3, 3, 0]), ...rated([0, 0, 0, 0, 1], 'twilight')]
    expect(compared(mixed, dark)).toMatchObject({ state: 'other-light', before: 'mixed' })
    expect(compared(mixed, mixed)).toMatchObject({ state: 'other-light' })
  })

  it('says too few below five, no answers, not ended, and a stop that is new, without any count', () => {
    const enough = rated([0, 3, 2, 1, 0])
    expect(compared(enough, rated([0, 1, 2, 1, 0]))).toEqual({ stopId: 'tunnel', state: 'few' })
    expect(compared(rated([0, 1, 2, 1, 0]), enough)).toEqual({ stopId: 'tunnel', state: 'few' })
    expect(compared(enough, [])).toEqual({ stopId: 'tunnel', state: 'none' })
    const after = summary(enough)
    expect(compareStops({ before: [], after })).toEqual([{ stopId: 'tunnel', state: 'gone' }])
    expect(compareStops({ before: summary(enough, false), after })).toEqual([
      { stopId: 'tunnel', state: 'open' },
    ])
  })

  it('never has a count of one to four people, a mean or a difference', () => {
    const anyRating = fc
      .record({
        stopId: fc.constantFrom(...stopIds),
        light: fc.constantFrom('dark', 'dark', 'dark', ...lightKinds),
        respondentKind: fc.constantFrom('local', 'local', 'local', 'professional'),
        isSkipped: fc.constantFrom(false, false, false, true),
        isLate: fc.constantFrom(false, false, false, true),
      } as const)
      .map(rating)
    const anyWalk = fc.array(anyRating, { maxLength: 30 })
    const both = (ratings: StoredRating[], basis: 'local' | 'all') =>
      summariseRatings(ratings, { stopIds, basis, isClosed: true })
    fc.assert(
      fc.property(anyWalk, anyWalk, fc.constantFrom('local', 'all'), (then, now, basis) => {
        const all = compareStops({ before: both(then, basis), after: both(now, basis) })
        expect(all.map(({ stopId }) => stopId)).toEqual(stopIds)
        for (const one of all) {
          const names = Object.keys(one).filter((name) => name !== 'stopId' && name !== 'state')
          if (one.state !== 'shown') {
            expect(names).toEqual(one.state === 'other-light' ? ['before', 'after'] : [])
            continue
          }
          expect(names.sort()).toEqual(['after', 'before', 'light'])
          for (const { answers, light } of [one.before, one.after]) {
            expect(answers).toBeGreaterThanOrEqual(5)
            expect(light[one.light]).toBe(answers)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
