import Type, { type Static } from 'typebox'
import { closed, nullable, oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { observedFactors, type ObservedFactor } from './observed.ts'
import {
  aloneAnswers,
  answerMoments,
  feelings,
  maxReasons,
  reasons,
  respondentKinds,
} from './rating.ts'

const scale = (most: number) => nullable(Type.Integer({ minimum: 1, maximum: most }))

/** Who answers: a random id of one phone in one walk, and how that person takes part. */
const respondent = { respondent: UuidSchema, respondentKind: oneOf(respondentKinds) }

const step = nullable(Type.Integer({ minimum: 0, maximum: 3 }))
const factors = Type.Object(
  Object.fromEntries(observedFactors.map((factor) => [factor, step])) as Record<
    ObservedFactor,
    typeof step
  >,
  closed,
)

/** The arguments of what one person answers. A meaning never changes: a new meaning is a new version. */
export const ratingSchemas = {
  /** Replaces what the same respondent has answered at this stop before. */
  'stop-rating.set@1': Type.Object(
    {
      ratingId: UuidSchema,
      walkId: UuidSchema,
      stopId: UuidSchema,
      ...respondent,
      feeling: nullable(oneOf(feelings)),
      alone: nullable(oneOf(aloneAnswers)),
      reasons: Type.Array(oneOf(reasons), { maxItems: maxReasons }),
      isSkipped: Type.Boolean(),
    },
    closed,
  ),
  /** Replaces what the same respondent has answered at this moment before. */
  'walk-answers.set@1': Type.Object(
    {
      answersId: UuidSchema,
      walkId: UuidSchema,
      moment: oneOf(answerMoments),
      ...respondent,
      dark: scale(7),
      day: scale(7),
      avoids: nullable(Type.Boolean()),
      trust: scale(5),
    },
    closed,
  ),
  /** Replaces what the same observer has said of this stop before. */
  'stop-observed.set@1': Type.Object(
    {
      observedId: UuidSchema,
      walkId: UuidSchema,
      stopId: UuidSchema,
      observer: UuidSchema,
      factors,
    },
    closed,
  ),
} as const

export type RatingMutationName = keyof typeof ratingSchemas
export type RatingArgs<Name extends RatingMutationName> = Static<(typeof ratingSchemas)[Name]>
