import type { Uuid } from '../identifiers.ts'
import type { Timestamp } from '../timestamps.ts'

/** How somebody takes part in a walk, said once at joining. Officials at work are not the people whose safety is asked about. */
export const respondentKinds = ['local', 'professional', 'unknown'] as const
export type RespondentKind = (typeof respondentKinds)[number]

/** From "meget utrygt" to "meget trygt": question s1 of domain.md §8.3. */
export const feelings = [1, 2, 3, 4, 5] as const
export type Feeling = (typeof feelings)[number]

/** Whether one would walk here alone after dark: question s2. */
export const aloneAnswers = ['yes', 'if-needed', 'no'] as const
export type AloneAnswer = (typeof aloneAnswers)[number]

/** What makes the most difference here, at most two: question s3. */
export const reasons = [
  ...(['light', 'view', 'people', 'tidiness', 'traffic'] as const),
  ...(['noise', 'smell', 'behaviour', 'wayfinding', 'other'] as const),
] as const
export type Reason = (typeof reasons)[number]
export const maxReasons = 2

/** Daylight with the sun up, twilight until it is 6° below the horizon, dark after that (domain.md §8.5). */
export const lightKinds = ['day', 'twilight', 'dark'] as const
export type LightKind = (typeof lightKinds)[number]

/**
 * What one person has answered at one stop. Nobody can tell who it was: `respondent` is a random id that a phone makes for each walk, and the
 * time is kept to the quarter of an hour.
 */
export interface StopRating {
  /** Made for each mutation and not stored, so that what is stored cannot be found again in the ledger of mutations. */
  id: Uuid
  walkId: Uuid
  stopId: Uuid
  respondent: Uuid
  respondentKind: RespondentKind
  feeling: Feeling | null
  alone: AloneAnswer | null
  reasons: readonly Reason[]
  /** The person chose not to answer here; this is something else than not having been asked. */
  isSkipped: boolean
  light: LightKind
  ratedAt: Timestamp
  /** It came after the walk was closed. */
  isLate: boolean
}

export const answerMoments = ['before', 'after'] as const
export type AnswerMoment = (typeof answerMoments)[number]

/** What one person has answered about the whole area before or after a walk, alone on the own phone (domain.md §8.2). */
export interface WalkAnswers {
  /** As that of a stop's rating. */
  id: Uuid
  walkId: Uuid
  moment: AnswerMoment
  respondent: Uuid
  respondentKind: RespondentKind
  /** w1: in the dark, from 1 "helt tryg" to 7 "helt utryg". The direction is the opposite of a stop's. */
  dark: number | null
  /** w2: by day, on the same scale. */
  day: number | null
  /** w3: whether there are places that the person avoids. */
  avoids: boolean | null
  /** w4: from 1 to 5, whether something comes of what is reported. */
  trust: number | null
  isLate: boolean
}
