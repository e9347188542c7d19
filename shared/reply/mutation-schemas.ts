import Type, { type Static } from 'typebox'
import { limits } from '../limits.ts'
import { closed, nullable, oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { replyAnswers } from './reply.ts'

const shortText = Type.String({ maxLength: limits.placeCharacters * limits.bytesPerCharacter })

/** What a person answers; whether it says enough is a rule. */
export const replyWords = {
  answer: oneOf(replyAnswers),
  wheelchair: Type.Boolean(),
  interpreter: nullable(shortText),
  other: shortText,
}

/** The arguments of the mutation of a reply. A meaning never changes: a new meaning is a new version. */
export const replySchemas = {
  /** Made by the server for whoever holds the secret; answering again under the same one changes the answer. */
  'reply.give@1': Type.Object(
    {
      replyId: UuidSchema,
      walkId: UuidSchema,
      ...replyWords,
      linkHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    },
    closed,
  ),
} as const

export type ReplyArgs<Name extends keyof typeof replySchemas> = Static<(typeof replySchemas)[Name]>
