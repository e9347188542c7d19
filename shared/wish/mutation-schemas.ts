import Type, { type Static } from 'typebox'
import { limits } from '../limits.ts'
import { closed, nullable, oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { wishStates, worstTimes } from './wish.ts'

const textOf = (characters: number) =>
  Type.String({ maxLength: characters * limits.bytesPerCharacter })

/** What a person fills in; whether it says enough is a rule. */
export const wishWords = {
  place: textOf(limits.placeCharacters),
  point: nullable(
    Type.Object(
      {
        longitude: Type.Number({ minimum: -180, maximum: 180 }),
        latitude: Type.Number({ minimum: -90, maximum: 90 }),
      },
      closed,
    ),
  ),
  why: textOf(limits.planCharacters),
  asker: textOf(limits.placeCharacters),
  email: textOf(limits.placeCharacters),
  worst: Type.Array(oneOf(worstTimes), { maxItems: worstTimes.length }),
  sameAs: Type.Optional(UuidSchema),
}

/** The state that the person saw: what another has decided meanwhile is not overwritten (`stale`). */
const base = oneOf(wishStates)

/** The arguments of the mutations of a wish. A meaning never changes: a new meaning is a new version. */
export const wishSchemas = {
  /** Made by the server for whoever holds the link; asking again under the same link replaces the words until they are decided on. */
  'wish.ask@1': Type.Object(
    { wishId: UuidSchema, ...wishWords, linkHash: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
    closed,
  ),
  /** The id is that of the walk that is made next: it is not there yet. */
  'wish.accept@1': Type.Object({ wishId: UuidSchema, base, walkId: UuidSchema }, closed),
  'wish.join@1': Type.Object(
    {
      wishId: UuidSchema,
      base,
      to: Type.Object({ kind: oneOf(['walk', 'wish'] as const), id: UuidSchema }, closed),
    },
    closed,
  ),
  /** The asker reads the reason. */
  'wish.decline@1': Type.Object(
    { wishId: UuidSchema, base, reason: textOf(limits.planCharacters) },
    closed,
  ),
} as const

export type WishArgs<Name extends keyof typeof wishSchemas> = Static<(typeof wishSchemas)[Name]>
