import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aloneAnswers,
  feelings,
  reasons,
  respondentKinds,
} from '../../../../shared/rating/rating.ts'
import {
  summariseRatings,
  type StopSummary,
  type StoredRating,
} from '../../../../shared/rating/rating-summary.ts'
import { lightAt } from '../../../../shared/rating/light.ts'

const stopIds = ['tunnel', 'square']

const anyRating: fc.Arbitrary<StoredRating> = fc.record({
  walkId: fc.constant('walk'),
  stopId: fc.constantFrom(...stopIds),
  respondent: fc.uuid(),
  // Mostly residents, so that beside a shown group there is often a small one of others.
  respondentKind: fc.constantFrom('local', 'local', 'local', 'local', ...respondentKinds),
  feeling: fc.option(fc.constantFrom(...feelings)),
  alone: fc.option(fc.constantFrom(...aloneAnswers)),
  reasons: fc.uniqueArray(fc.constantFrom(...reasons), { maxLength: 2 }),
  isSkipped: fc.constantFrom(false, false, false, true),
  light: fc.constantFrom('day', 'twilight', 'dark'),
  ratedAt: fc.constant('2026-10-29T18:00:00.000Z'),
  isLate: fc.constantFrom(false, false, false, true),
})

const summaries = (ratings: readonly StoredRating[]) => {
  const options = { stopIds, isClosed: true }
  return {
    local: summariseRatings(ratings, { ...options, basis: 'local' }),
    all: summariseRatings(ratings, { ...options, basis: 'all' }),
  }
}

const answersOf = (summary: StopSummary | undefined): number =>
  summary?.state === 'shown' ? summary.answers : 0

const isSmall = (count: number): boolean => count > 0 && count < 5

describe('the summary of ratings', () => {
  it('never shows a group of one to four people, nor lets the difference of two summaries show one', () => {
    fc.assert(
      fc.property(fc.array(anyRating, { maxLength: 40 }), (ratings) => {
        const { local, all } = summaries(ratings)
        for (const index of stopIds.keys()) {
          const [own, whole] = [answersOf(local[index]), answersOf(all[index])]
          expect([own, whole].some(isSmall)).toBe(false)
          if (own > 0 && whole > 0) expect(isSmall(whole - own)).toBe(false)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('does not tell, as a few answers come late, what those few were', () => {
    fc.assert(
      fc.property(
        fc.array(anyRating, { maxLength: 30 }),
        fc.array(anyRating, { minLength: 1, maxLength: 4 }),
        (given, late) => {
          const before = given.map((rating) => ({ ...rating, isLate: false }))
          const after = [...before, ...late.map((rating) => ({ ...rating, isLate: true }))]
          for (const basis of ['local', 'all'] as const) {
            const shown = summaries(before)[basis].filter(({ state }) => state !== 'none')
            const ids = new Set(shown.map(({ stopId }) => stopId))
            const then = summaries(after)[basis].filter(({ stopId }) => ids.has(stopId))
            expect(then).toEqual(shown)
          }
        },
      ),
    )
  })

  it('shows no spread while the walk goes on, only that somebody has answered', () => {
    const [rating] = fc.sample(anyRating, { numRuns: 1, seed: 1 })
    const six = Array.from({ length: 6 }, () => ({
      ...(rating as StoredRating),
      ...{ stopId: 'tunnel', isSkipped: false, isLate: false, respondentKind: 'local' as const },
    }))
    const options = { stopIds, basis: 'local', isClosed: false } as const
    expect(summariseRatings(six, options)).toEqual([
      { stopId: 'tunnel', state: 'open' },
      { stopId: 'square', state: 'none' },
    ])
  })

  it('counts the answers of the worked example of the tunnel, locals only', () => {
    const counts = [3, 2, 1, 0, 0]
    const ratings = counts.flatMap((count, index) =>
      Array.from({ length: count }, () => ({
        ...({ walkId: 'walk', stopId: 'tunnel', respondent: 'r' } as const),
        ...({ respondentKind: 'local', feeling: feelings[index] ?? null, alone: 'no' } as const),
        ...({ reasons: ['light'], isSkipped: false, light: 'dark' } as const),
        ...{ ratedAt: '2026-10-29T18:00:00.000Z', isLate: false },
      })),
    )
    const skipped = ratings.map((rating) => ({ ...rating, isSkipped: true }))
    const [tunnel] = summaries([...ratings, ...skipped]).local
    expect(tunnel).toMatchObject({
      ...{ state: 'shown', answers: 6, feeling: counts },
      ...{ alone: { yes: 0, 'if-needed': 0, no: 6 }, light: { day: 0, twilight: 0, dark: 6 } },
    })
  })
})

describe('the light at a stop', () => {
  const aalborg = { latitude: 57.03, longitude: 9.98 }

  it.each([
    ['2026-10-29T18:00:00Z', 'dark'],
    ['2027-03-09T18:15:00Z', 'dark'],
    ['2027-03-06T13:00:00Z', 'day'],
    ['2026-10-29T16:00:00Z', 'twilight'],
  ])('at %s is %s', (moment, light) => {
    expect(lightAt(moment, aalborg)).toBe(light)
  })
})
