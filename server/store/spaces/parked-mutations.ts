import { sql, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import type { Store } from '../database/database.ts'
import type { SpaceKey } from './feed-store.ts'
import type { AuthoredSpace } from './mutation-ledger.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'

/** Why a mutation was parked: it came too late, or applying it failed unexpectedly. */
export type ParkedReason = 'removed-from-walk' | `error: ${string}`

export interface NewParkedMutation {
  mutationId: Uuid
  /** JSON text as sent; stored as text, because jsonb may be unable to hold just that. */
  envelope: string
  reason: ParkedReason
}

export interface ParkedMutation extends AuthoredSpace, NewParkedMutation {
  parkedAt: Date
}

export interface SpaceParked {
  space: AuthoredSpace
  parked: readonly NewParkedMutation[]
  receivedAt: Timestamp
}

export function parkedParts({ space, parked, receivedAt }: SpaceParked): StatementPart[] {
  if (parked.length === 0) return []
  const column = (key: keyof NewParkedMutation) => parked.map((one) => one[key])
  const statement = sql`
    insert into parked_mutations (municipality_id, space_id, author_id, mutation_id, envelope, reason, parked_at)
    select ${space.municipalityId}, ${space.spaceId}, ${space.authorId}, item.*, ${receivedAt}
    from unnest(${column('mutationId')}::uuid[], ${column('envelope')}::text[], ${column('reason')}::text[]) as item`
  return [{ name: 'put_aside', statement }]
}

/** Returns what waits for an operator, oldest first; all of it, or the ids named. */
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
    parkedAt: row.parked_at,
  }))
}

type ParkedKey = Pick<SpaceKey, 'municipalityId'> & { mutationId: Uuid }

/** When an operator has resolved it, milliseconds since 1970 UTC. */
export interface Resolved {
  now: number
}

/** Marks as resolved; returns false when another operator was faster. Call under the lock of its space. */
export async function resolveParked(
  tx: Transaction<Database>,
  { municipalityId, mutationId }: ParkedKey,
  { now }: Resolved,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('parked_mutations')
    .set((update) => ({ resolved_at: new Date(now), attempts: update('attempts', '+', 1) }))
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
