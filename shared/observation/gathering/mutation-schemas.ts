import Type from 'typebox'
import { closed, oneOf, UuidSchema } from '../../sync/schema-parts.ts'
import { photoReviews } from '../photo.ts'

const target = { observationId: UuidSchema }

/** What a walk's leader does to single findings while the walk is gathered, on a phone or at the desk. */
export const gatheringSchemas = {
  /** Somebody has gone through it with the others; what is further already stays there. */
  'observation.review@1': Type.Object(target, closed),
  /** It is the same thing as another finding of the walk. */
  'observation.link@1': Type.Object({ ...target, duplicateOf: UuidSchema }, closed),
  /** It is a thing of its own after all. */
  'observation.unlink@1': Type.Object(target, closed),
  /** The two look alike and are two things. */
  'observation.keep-apart@1': Type.Object({ ...target, otherId: UuidSchema }, closed),
  'observation.review-photo@1': Type.Object(
    { ...target, photoId: UuidSchema, review: oneOf(photoReviews) },
    closed,
  ),
} as const
