import {
  aloneAnswers,
  feelings,
  reasons,
  type AloneAnswer,
  type Reason,
} from '../../../../../shared/rating/rating.ts'
import type { RatingSpread } from '../../../../../shared/rating/rating-summary.ts'

/** One answer with how many gave it: bar and row of the table are made from the same lines. */
export interface RatingLine {
  /** Of the words of the answer. */
  key: string
  count: number
  /** Of the longest bar, 0 to 1. */
  share: number
}

export interface RatingGroup {
  question: 'feeling' | 'alone' | 'reason'
  lines: RatingLine[]
}

/** What a shown stop tells, question by question: counts alone, and no mean. */
export const ratingGroups = ({ feeling, alone, reasons: why }: RatingSpread): RatingGroup[] => [
  {
    question: 'feeling',
    lines: linesOf(feelings.map((value, at) => [`feeling.${value}`, feeling[at] ?? 0])),
  },
  {
    question: 'alone',
    lines: linesOf(
      aloneAnswers.map((answer: AloneAnswer) => [`desk.ratings.alones.${answer}`, alone[answer]]),
    ),
  },
  {
    question: 'reason',
    lines: linesOf(reasons.map((one: Reason) => [`desk.ratings.reasons.${one}`, why[one]])).filter(
      ({ count }) => count > 0,
    ),
  },
]

/** Lines of a question whose steps are numbers; only the first and the last have words. */
export function stepLines(
  counts: readonly number[],
  [first, last]: readonly [first: string, last: string],
): { name: string; count: number; share: number }[] {
  const lines = linesOf(counts.map((count, at) => [String(at + 1), count]))
  return lines.map(({ key, ...line }, at) => {
    const words = at === 0 ? first : at === counts.length - 1 ? last : ''
    return { ...line, name: `${key} ${words}`.trim() }
  })
}

function linesOf(counts: [key: string, count: number][]): RatingLine[] {
  const most = Math.max(1, ...counts.map(([, count]) => count))
  return counts.map(([key, count]) => ({ key, count, share: count / most }))
}
