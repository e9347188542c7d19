import fc from 'fast-check'
import type { Answer, Comment, Observation } from '../../../shared/observation/observation.ts'
import { someUuid } from '../fixtures/make-observation.ts'

const momentOf = (hour: number): string => `2026-10-20T${String(hour).padStart(2, '0')}:00:00.000Z`
const anyHour = fc.integer({ min: 8, max: 11 })
const anyRole = fc.constantFrom('walker' as const, 'leader' as const, undefined)

const signed = (byRole: Comment['byRole']) => (byRole === undefined ? {} : { byRole })

const anyAnswer: fc.Arbitrary<Answer | null> = fc.option(
  fc.record({ hour: anyHour, byRole: anyRole }).map(({ hour, byRole }) => ({
    ...{ status: 'accepted' as const, text: '', by: 'Vej', at: momentOf(hour) },
    ...signed(byRole),
  })),
)

const anyComments: fc.Arbitrary<Comment[]> = fc
  .array(
    fc.record({
      hour: anyHour,
      byRole: anyRole,
      audience: fc.constantFrom('public' as const, 'internal' as const),
    }),
    { maxLength: 3 },
  )
  .map((list) =>
    list
      .toSorted((a, b) => a.hour - b.hour)
      .map(({ hour, byRole, audience }) => ({
        ...{ id: someUuid(), audience, text: 'ord', by: '', at: momentOf(hour) },
        ...signed(byRole),
      })),
  )

const manyTimes = <One>(one: One): fc.Arbitrary<One[] | undefined> =>
  fc.option(
    fc.integer({ min: 0, max: 3 }).map((times) => Array.from({ length: times }, () => one)),
    { nil: undefined },
  )

const givenBack: NonNullable<Observation['givenBack']>[number] = {
  ...{ partyId: 'road', reason: 'not-our-area', text: 'Nej', by: 'Vej', at: momentOf(9) },
}
const movedDate: NonNullable<Observation['movedDates']>[number] = {
  ...{ of: 'due', by: 'Vej', from: '2026-10-01', to: '2026-11-01', reason: 'Syg', at: momentOf(9) },
}

export type Talk = Pick<Observation, 'answer' | 'comments' | 'givenBack' | 'movedDates'>

/** What people have said of a finding, and how often it was given back or its date moved. */
export const anyTalk: fc.Arbitrary<Talk> = fc
  .record({
    answer: anyAnswer,
    comments: anyComments,
    givenBack: manyTimes(givenBack),
    movedDates: manyTimes(movedDate),
  })
  .map(({ givenBack: back, movedDates: moves, ...said }) => ({
    ...said,
    ...(back && { givenBack: back }),
    ...(moves && { movedDates: moves }),
  }))
