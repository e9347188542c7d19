import Type from 'typebox'
import { closed, nullable, UuidSchema } from '../../sync/schema-parts.ts'

/** `text` may be empty or too long by the schema: that is a rule of check-text.ts, so that the person gets words and not a schema path. */
const feedback = {
  observationId: UuidSchema,
  /** Of the comment that keeps the text. */
  commentId: UuidSchema,
  /** `Answer.at` of the answer that the person saw, so that feedback about an older one is told apart; `null` where there was none. */
  answeredAt: nullable(Type.String({ maxLength: 40 })),
  text: Type.String(),
}

/** What people who walked say of what the responsible party has said. */
export const feedbackSchemas = {
  /** The author's answer to a question. */
  'observation.answer-question@1': Type.Object(feedback, closed),
  /** "Det er ikke løst", of what is called done, with the reason. */
  'observation.not-solved@1': Type.Object(feedback, closed),
} as const
