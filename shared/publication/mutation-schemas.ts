import Type, { type Static } from 'typebox'
import { limits } from '../limits.ts'
import { closed, nullable, oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { versionPattern } from './part-versions.ts'
import { partStates, precisions } from './publication.ts'

const State = oneOf(partStates)
const seen = { state: State, version: Type.String({ pattern: versionPattern }) }
const Wording = nullable(
  Type.String({ maxLength: limits.textCharacters * limits.bytesPerCharacter }),
)

/** What the person saw of a part, and what it shall be; what is otherwise by now is `stale`. */
const decision = { base: Type.Object(seen, closed), state: State }

export const publicationSchemas = {
  /** Decides about any parts of one finding at once; parts that are not named stay as they are. */
  'observation.publish@1': Type.Object(
    {
      observationId: UuidSchema,
      text: Type.Optional(
        Type.Object(
          {
            base: Type.Object({ ...seen, wording: Wording }, closed),
            ...{ state: State, wording: Wording },
          },
          closed,
        ),
      ),
      position: Type.Optional(
        Type.Object(
          {
            base: Type.Object({ ...seen, precision: nullable(oneOf(precisions)) }, closed),
            ...{ state: State, precision: oneOf(precisions) },
          },
          closed,
        ),
      ),
      answer: Type.Optional(Type.Object(decision, closed)),
      photos: Type.Optional(
        Type.Array(Type.Object({ photoId: UuidSchema, ...decision }, closed), {
          maxItems: limits.photosPerObservation,
        }),
      ),
    },
    closed,
  ),
} as const

export type PublishArgs = Static<(typeof publicationSchemas)['observation.publish@1']>
