import Type from 'typebox'
import { closed, UuidSchema } from '../../sync/schema-parts.ts'

export const undoSchemas = {
  /** An official takes the last change back. */
  'observation.undo@1': Type.Object(
    {
      observationId: UuidSchema,
      /** `undoableAt` of the finding after that change, so that no other one is taken back. */
      changedAt: Type.String({ maxLength: 40 }),
    },
    closed,
  ),
} as const
