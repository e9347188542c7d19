import Type, { type Static } from 'typebox'
import type { gatheringSchemas } from './gathering/mutation-schemas.ts'
import { weathers } from './place-kinds.ts'
import type { creationSchemas, planSchemas } from './plan/mutation-schemas.ts'
import type { walkPublicationSchemas } from './publication/mutation-schemas.ts'
import { limits } from '../limits.ts'
import { closed, oneOf, UuidSchema } from '../sync/schema-parts.ts'

/** What a leader does on the street. Apart from the others, which a phone does not make and therefore does not load. */
export const walkStepSchemas = {
  /** The walk is under way. What was pinned before stays as it is. */
  'walk.start@1': Type.Object({ walkId: UuidSchema }, closed),
  'walk.close@1': Type.Object({ walkId: UuidSchema }, closed),
  /** What the weather was, said once for everybody; saying it again corrects it. */
  'walk.set-weather@1': Type.Object({ walkId: UuidSchema, weather: oneOf(weathers) }, closed),
  /** One line that every phone of the walk shows. */
  'walk.say@1': Type.Object(
    {
      walkId: UuidSchema,
      lineId: UuidSchema,
      line: Type.String({ maxLength: limits.lineCharacters * limits.bytesPerCharacter }),
    },
    closed,
  ),
} as const

type Schemas = typeof creationSchemas &
  typeof planSchemas &
  typeof walkStepSchemas &
  typeof gatheringSchemas &
  typeof walkPublicationSchemas

export type WalkMutationName = keyof Schemas

/** The arguments of the mutations of a walk. A meaning never changes: a new meaning is a new version. */
export type WalkArgs<Name extends WalkMutationName> = Static<Schemas[Name]>
