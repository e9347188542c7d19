import Type from 'typebox'
import { closed, oneOf, UuidSchema } from '../../sync/schema-parts.ts'
import { statuses } from '../observation-status.ts'

/** Month `2027-03` or year `2027`. */
const Month = Type.String({ pattern: '^\\d{4}(-(0[1-9]|1[0-2]))?$' })

/** What parties promise, and how a promise moves. Texts have their rules in check-text.ts. */
export const promiseSchemas = {
  'observation.await-budget@1': Type.Object(
    {
      observationId: UuidSchema,
      /** The status the person saw; another one now means `stale`. */
      base: oneOf(statuses),
      text: Type.String(),
      /** When the money is decided on, where that is known. */
      plannedFor: Type.Optional(Month),
    },
    closed,
  ),
  'observation.move-plan@1': Type.Object(
    {
      observationId: UuidSchema,
      /** The month the person saw; another one now means `stale`. */
      base: Month,
      plannedFor: Month,
      reason: Type.String(),
    },
    closed,
  ),
} as const
