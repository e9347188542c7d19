import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { summariseArea, type StoredAnswers } from '../../../../shared/rating/area-summary.ts'
import { answerMoments, respondentKinds } from '../../../../shared/rating/rating.ts'

const anyAnswers: fc.Arbitrary<StoredAnswers> = fc.record({
  walkId: fc.constant('walk'),
  moment: fc.constantFrom(...answerMoments),
  respondent: fc.uuid(),
  // Mostly residents, so that beside a shown group there is often a small one of others.
  respondentKind: fc.constantFrom('local', 'local', 'local', 'local', ...respondentKinds),
  dark: fc.option(fc.integer({ min: 1, max: 7 })),
  day: fc.option(fc.integer({ min: 1, max: 7 })),
  avoids: fc.option(fc.boolean()),
  trust: fc.option(fc.integer({ min: 1, max: 5 })),
  isLate: fc.constantFrom(false, false, false, true),
})
const closedMs = Date.parse('2026-10-29T20:00:00.000Z')
const dayMs = 24 * 60 * 60_000
const summariesOf = (given: readonly StoredAnswers[], nowMs = closedMs + dayMs) => ({
  local: summariseArea(given, { basis: 'local', closedMs, nowMs }),
  all: summariseArea(given, { basis: 'all', closedMs, nowMs }),
})
const isSmall = (count: number): boolean => count > 0 && count < 5
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

describe('the summary of answers about the area', () => {
  it('never shows a group of one to four people, nor lets the difference of two summaries show one', () => {
    fc.assert(
      fc.property(fc.array(anyAnswers, { maxLength: 50 }), (given) => {
        const { local, all } = summariesOf(given)
        for (const index of answerMoments.keys()) {
          const [own, whole] = [local[index], all[index]].map((one) =>
            one?.state === 'shown' ? one.answers : 0,
          ) as [number, number]
          expect([own, whole].some(isSmall)).toBe(false)
          if (own > 0 && whole > 0) expect(isSmall(whole - own)).toBe(false)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('counts each person once in every question, and nobody who has left it out', () => {
    fc.assert(
      fc.property(fc.array(anyAnswers, { minLength: 12, maxLength: 40 }), (given) => {
        for (const summary of summariesOf(given).all) {
          if (summary.state !== 'shown') continue
          for (const counts of [summary.dark, summary.day, summary.trust]) {
            expect(sum(counts)).toBeLessThanOrEqual(summary.answers)
          }
          expect([summary.dark.length, summary.day.length, summary.trust.length]).toEqual([7, 7, 5])
        }
      }),
    )
  })

  it('shows what was answered before when the walk is closed, and what was answered after it a day later', () => {
    const six = (moment: StoredAnswers['moment']): StoredAnswers[] =>
      Array.from({ length: 6 }, (_, index) => ({
        ...{ walkId: 'walk', moment, respondent: String(index), respondentKind: 'local' as const },
        ...{ dark: 6, day: 2, avoids: index > 1, trust: null, isLate: false },
      }))
    const given = [...six('before'), ...six('after')]
    const states = (closed: number | null, nowMs: number) =>
      summariseArea(given, { basis: 'local', closedMs: closed, nowMs }).map(({ state }) => state)
    expect(states(null, closedMs)).toEqual(['open', 'open'])
    expect(states(closedMs, closedMs)).toEqual(['shown', 'open'])
    expect(states(closedMs, closedMs + dayMs)).toEqual(['shown', 'shown'])
    expect(summariesOf(given).local[0]).toEqual({
      ...{ moment: 'before', state: 'shown', answers: 6 },
      ...{ dark: [0, 0, 0, 0, 0, 6, 0], day: [0, 6, 0, 0, 0, 0, 0] },
      ...{ avoids: { yes: 4, no: 2 }, trust: [0, 0, 0, 0, 0] },
    })
  })
})
