import Type from 'typebox'
import { limits } from '../../limits.ts'
import { closed, nullable, UuidSchema } from '../../sync/schema-parts.ts'

/** What comes of a walk as a whole while it is gathered. */
export const gatheringSchemas = {
  /** Puts a finding at a place among the most urgent ones, from 1; `null` takes it out. The others keep their order. */
  'walk.set-top@1': Type.Object(
    {
      walkId: UuidSchema,
      findingId: UuidSchema,
      rank: nullable(Type.Integer({ minimum: 1, maximum: limits.topFindings })),
    },
    closed,
  ),
  /** Freezes the list for the report: each finding, and its version as the person saw it (finding-version.ts). */
  'walk.approve-list@1': Type.Object(
    {
      walkId: UuidSchema,
      findings: Type.Array(
        Type.Object(
          { id: UuidSchema, version: Type.String({ pattern: '^[0-9a-f]{16}$' }) },
          closed,
        ),
        { maxItems: limits.approvedFindings },
      ),
    },
    closed,
  ),
  'walk.reopen-list@1': Type.Object({ walkId: UuidSchema }, closed),
} as const
