import { sql, type Transaction } from 'kysely'
import type { Uuid } from '../../shared/identifiers.ts'
import type { Store } from './database.ts'
import type { SpaceKey } from './feed-store.ts'
import type { AuthoredSpace } from './mutation-ledger.ts'
import type { Database } from './schema.ts'

/** Why something was put aside for a person: it came too late, or applying it failed unexpectedly. */
export type ParkedReason = 'removed-from-walk' | `error: ${string}`

export interface NewParkedMutation {
  mutationId: Uuid
  /** JSON text as sent; kept as text because jsonb may be just what cannot hold it. */
  envelope: string
  reason: ParkedReason
}

export interface ParkedMutation extends AuthoredSpace, NewParkedMutation {}

export async function parkMutations(
  tx: Transaction<Database>,
  { municipalityId, spaceId, authorId }: AuthoredSpace,
  parked: readonly NewParkedMutation[],
): Promise<void> {
  if (parked.length === 0) return
  await tx
    .insertInto('parked_mutations')
    .values(
      parked.map(({ mutationId, envelope, reason }) => ({
        municipality_id: municipalityId,
        mutation_id: mutationId,
        space_id: spaceId,
        author_id: authorId,
        envelope,
        reason,
      })),
    )
    .execute()
}

/** What waits for an operator, oldest first; all of it, or the ids named. */
export async function listParked(store: Store, ids?: readonly Uuid[]): Promise<ParkedMutation[]> {
  const rows = await store.db
    .selectFrom('parked_mutations')
    .selectAll()
    .where('resolved_at', 'is', null)
    .$if(ids !== undefined, (query) =>
      query.where('mutation_id', '=', sql<string>`any(${ids ?? []}::uuid[])`),
    )
    .orderBy('parked_at')
    .orderBy('mutation_id')
    .execute()
  return rows.map((row) => ({
    municipalityId: row.municipality_id,
    spaceId: row.space_id,
    authorId: row.author_id,
    mutationId: row.mutation_id,
    envelope: row.envelope,
    reason: row.reason as ParkedReason,
  }))
}

type ParkedKey = Pick<SpaceKey, 'municipalityId'> & { mutationId: Uuid }

/** Marks as dealt with; false when another operator was faster. Call under the lock of its space. */
export async function resolveParked(
  tx: Transaction<Database>,
  { municipalityId, mutationId }: ParkedKey,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('parked_mutations')
    .set((update) => ({ resolved_at: sql`now()`, attempts: update('attempts', '+', 1) }))
    .where('municipality_id', '=', municipalityId)
    .where('mutation_id', '=', mutationId)
    .where('resolved_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function noteFailedReplay(
  store: Store,
  { municipalityId, mutationId }: ParkedKey,
  reason: ParkedReason,
): Promise<void> {
  await store.db
    .updateTable('parked_mutations')
    .set((update) => ({ reason, attempts: update('attempts', '+', 1) }))
    .where('municipality_id', '=', municipalityId)
    .where('mutation_id', '=', mutationId)
    .execute()
}
