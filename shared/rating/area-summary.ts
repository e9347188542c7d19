import { answerMoments, type AnswerMoment, type WalkAnswers } from './rating.ts'
import { countsOf } from './rating-summary.ts'
import { groupOf, type RatingBasis } from './withhold.ts'

/** As it is stored. */
export type StoredAnswers = Omit<WalkAnswers, 'id'>

/** How the answers about the area are spread at one moment: counts alone, as for stops. Not everybody answers every question. */
export interface AreaSpread {
  answers: number
  /** From 1 "helt tryg" to 7 "helt utryg". */
  dark: readonly number[]
  day: readonly number[]
  avoids: Readonly<Record<'yes' | 'no', number>>
  /** From 1 "nej, slet ikke" to 5 "ja, helt sikkert". */
  trust: readonly number[]
}

/** The states are those of `StopSummary`. */
export type AreaSummary = { moment: AnswerMoment } & (
  { state: 'open' | 'none' | 'few' } | ({ state: 'shown' } & AreaSpread)
)

/** So long after the end of a walk people still answer how it was; what comes later is late. */
export const answeringMs = 24 * 60 * 60_000

interface AreaOptions {
  basis: RatingBasis
  /** When the walk was closed, Unix milliseconds; null while it goes on. */
  closedMs: number | null
  /** Unix milliseconds. */
  nowMs: number
}

/** Before, then after. What people answered before is shown when the walk is closed, what they answered after it a day later. */
export const summariseArea = (
  given: readonly StoredAnswers[],
  { basis, closedMs, nowMs }: AreaOptions,
): AreaSummary[] =>
  answerMoments.map((moment) => {
    const waitMs = moment === 'after' ? answeringMs : 0
    const isFinal = closedMs !== null && nowMs >= closedMs + waitMs
    const group = groupOf(
      given.filter((one) => one.moment === moment),
      { basis, isFinal },
    )
    return group.state === 'shown'
      ? { moment, state: 'shown', ...spreadOf(group.answers) }
      : { moment, state: group.state }
  })

const spreadOf = (given: readonly StoredAnswers[]): AreaSpread => ({
  answers: given.length,
  dark: steps(7).map((step) => given.filter(({ dark }) => dark === step).length),
  day: steps(7).map((step) => given.filter(({ day }) => day === step).length),
  avoids: countsOf(['yes', 'no'] as const, (answer) =>
    given.filter(({ avoids }) => avoids === (answer === 'yes')),
  ),
  trust: steps(5).map((step) => given.filter(({ trust }) => trust === step).length),
})

const steps = (most: number): number[] => Array.from({ length: most }, (_, index) => index + 1)
