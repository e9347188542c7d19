import Type from 'typebox'
import { closed, nullable, oneOf, UuidSchema } from '../../sync/schema-parts.ts'
import { feelings } from '../observation.ts'

/** What people say of a finding that somebody else has pinned. */
export const seenTooSchemas = {
  /** "I see it too", with how it feels there; or not after all. Without a feeling the one that was given stays. */
  'observation.see-too@1': Type.Object(
    {
      observationId: UuidSchema,
      sees: Type.Boolean(),
      feeling: Type.Optional(nullable(oneOf(feelings))),
    },
    closed,
  ),
} as const
