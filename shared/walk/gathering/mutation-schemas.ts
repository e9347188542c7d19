import Type from 'typebox'
import { limits } from '../../limits.ts'
import { closed, nullable, UuidSchema } from '../../sync/schema-parts.ts'

const Top = Type.Array(UuidSchema, { maxItems: limits.topFindings, uniqueItems: true })

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
  /** Replaces the most urgent findings as a whole, by the result of a vote. `base`: what they were when the person chose to. */
  'walk.replace-top@1': Type.Object({ walkId: UuidSchema, base: Top, top: Top }, closed),
  /** Everybody on the walk may vote from now on, again after it was closed. */
  'walk.open-vote@1': Type.Object({ walkId: UuidSchema }, closed),
  'walk.close-vote@1': Type.Object({ walkId: UuidSchema }, closed),
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
