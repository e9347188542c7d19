import type { Uuid } from '../identifiers.ts'
import {
  aloneAnswers,
  feelings,
  lightKinds,
  reasons,
  type AloneAnswer,
  type LightKind,
  type Reason,
  type StopRating,
} from './rating.ts'
import { groupOf, type RatingBasis } from './withhold.ts'

/** As it is stored. */
export type StoredRating = Omit<StopRating, 'id'>

/** How the answers to one stop are spread. There is no mean: five counts and how many answered. */
export interface RatingSpread {
  answers: number
  /** From 1 "meget utrygt" to 5 "meget trygt". */
  feeling: readonly number[]
  alone: Readonly<Record<AloneAnswer, number>>
  reasons: Readonly<Record<Reason, number>>
  light: Readonly<Record<LightKind, number>>
}

/**
 * What may be known of the ratings of one stop. `open`: the walk goes on, and the spread of a growing group would tell what the latest answer
 * was; `none`: nobody has answered; `few`: fewer than five, or so few beside them that the difference would show those.
 */
export type StopSummary = { stopId: Uuid } & (
  { state: 'open' | 'none' | 'few' } | ({ state: 'shown' } & RatingSpread)
)

interface SummaryOptions {
  stopIds: readonly Uuid[]
  basis: RatingBasis
  isClosed: boolean
}

/** Stops in the order given. */
export const summariseRatings = (
  ratings: readonly StoredRating[],
  { stopIds, basis, isClosed }: SummaryOptions,
): StopSummary[] =>
  stopIds.map((stopId) => {
    const given = ratings.filter((rating) => rating.stopId === stopId && !rating.isSkipped)
    const group = groupOf(given, { basis, isFinal: isClosed })
    return group.state === 'shown'
      ? { stopId, state: 'shown', ...spreadOf(group.answers) }
      : { stopId, state: group.state }
  })

const spreadOf = (ratings: readonly StoredRating[]): RatingSpread => ({
  answers: ratings.length,
  feeling: feelings.map((value) => ratings.filter(({ feeling }) => feeling === value).length),
  alone: countsOf(aloneAnswers, (answer) => ratings.filter(({ alone }) => alone === answer)),
  reasons: countsOf(reasons, (reason) => ratings.filter((one) => one.reasons.includes(reason))),
  light: countsOf(lightKinds, (kind) => ratings.filter(({ light }) => light === kind)),
})

export const countsOf = <Key extends string>(
  keys: readonly Key[],
  matching: (key: Key) => readonly unknown[],
): Record<Key, number> =>
  Object.fromEntries(keys.map((key) => [key, matching(key).length])) as Record<Key, number>
