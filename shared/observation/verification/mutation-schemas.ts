import Type from 'typebox'
import { closed, DaySchema, oneOf, UuidSchema } from '../../sync/schema-parts.ts'
import { verdicts } from './verification.ts'

/** What is said of a finding on a follow-up walk. Pushed to the walk on which it was found. */
export const verificationSchemas = {
  /** Another verdict on the same follow-up walk replaces this one; both stand in the history. */
  'observation.verify@1': Type.Object(
    {
      observationId: UuidSchema,
      followUpId: UuidSchema,
      verdict: oneOf(verdicts),
      remark: Type.Optional(Type.String()),
      /** The day in the municipality's zone. */
      on: DaySchema,
    },
    closed,
  ),
} as const
