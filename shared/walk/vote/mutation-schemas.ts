import Type, { type Static } from 'typebox'
import { limits } from '../../limits.ts'
import { closed, UuidSchema } from '../../sync/schema-parts.ts'

/** What everybody on a walk may do while its vote is open; who votes is the phone that sends it. */
export const voteSchemas = {
  /** Replaces what the same phone has voted before. Ids of what is gone, or is not of the walk, count for nothing. */
  'walk-vote.set@1': Type.Object(
    {
      voteId: UuidSchema,
      walkId: UuidSchema,
      findings: Type.Array(UuidSchema, { maxItems: limits.topFindings, uniqueItems: true }),
    },
    closed,
  ),
} as const

export type VoteArgs = Static<(typeof voteSchemas)['walk-vote.set@1']>
