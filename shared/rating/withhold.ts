import type { RespondentKind } from './rating.ts'

/** Fewer answers than this are never shown: somebody could tell who gave them (domain.md §8.5). */
export const smallestGroup = 5

/** A group is shown when it is large enough, and when what is left of the whole without it is so too, or is nobody. */
export const mayShow = (inGroup: number, inWhole = inGroup): boolean =>
  inGroup >= smallestGroup && isLargeOrEmpty(inWhole - inGroup)

const isLargeOrEmpty = (count: number): boolean => count === 0 || count >= smallestGroup

/** Whose answers are counted: those of people who live or go there, or everybody's (domain.md §8.5). */
export type RatingBasis = 'local' | 'all'

interface Answered {
  respondentKind: RespondentKind
  isLate: boolean
}

interface GroupOptions {
  basis: RatingBasis
  /** No more answers are expected, so that a spread is shown whole and does not grow answer by answer. */
  isFinal: boolean
}

export type AnswerGroup<Answer> =
  { state: 'open' | 'none' | 'few' } | { state: 'shown'; answers: readonly Answer[] }

/** Returns the answers that may be counted, or why none may be. */
export function groupOf<Answer extends Answered>(
  given: readonly Answer[],
  { basis, isFinal }: GroupOptions,
): AnswerGroup<Answer> {
  const all = countable(given)
  if (all.length === 0) return { state: 'none' }
  if (!isFinal) return { state: 'open' }
  const local = all.filter(({ respondentKind }) => respondentKind === 'local')
  const answers = basis === 'all' ? all : local
  // The other basis is one click away: what only one of them counts must not be a small group either.
  const others = all.length - local.length
  return mayShow(answers.length, answers.length + others)
    ? { state: 'shown', answers }
    : { state: 'few' }
}

/** Answers that came late wait until they are a group of their own, or the difference would show them. */
function countable<Answer extends Answered>(given: readonly Answer[]): readonly Answer[] {
  const late = given.filter(({ isLate }) => isLate)
  return mayShow(late.length) ? given : given.filter(({ isLate }) => !isLate)
}
