import { sql } from 'kysely'
import type { Store } from '../database/database.ts'
import { lockSpace, type SpaceKey } from './feed-store.ts'

/**
 * Deletes feed rows of things that readers no longer see (deleted, or withdrawn before `olderThan`) and raises each space's floor, so
 * that a reader who may have missed one starts over (property C9). Observations and history stay. Returns how many rows were deleted.
 */
export async function collectTombstones(store: Store, olderThan: Date): Promise<number> {
  const { rows: spaces } = await sql<SpaceKey>`
    select distinct row.municipality_id as "municipalityId", row.space_id as "spaceId"
    from sync_rows as row
    where ${isCollectable(olderThan)}`.execute(store.db)
  let collected = 0
  for (const space of spaces) collected += await collectSpace(store, space, olderThan)
  return collected
}

/** A deleted row whose observation is gone has no age; the floor keeps an early collection correct. */
const isCollectable = (olderThan: Date) => sql<boolean>`
  (row.deleted or (row.kind = 'observation' and (row.body ->> 'isWithdrawn')::boolean))
  and not exists (
    select from observations as kept
    where kept.municipality_id = row.municipality_id and kept.id = row.id
      and kept.updated_at >= ${olderThan})`

function collectSpace(store: Store, space: SpaceKey, olderThan: Date): Promise<number> {
  return store.db.transaction().execute(async (tx) => {
    await lockSpace(tx, space)
    const { rows } = await sql<{ seq: string }>`
      delete from sync_rows as row
      where row.municipality_id = ${space.municipalityId} and row.space_id = ${space.spaceId}
        and ${isCollectable(olderThan)}
      returning row.seq`.execute(tx)
    const newest = rows.reduce((highest, { seq }) => {
      const number = BigInt(seq)
      return number > highest ? number : highest
    }, 0n)
    await sql`
      update spaces set gc_floor = greatest(gc_floor, ${newest.toString()}::bigint)
      where municipality_id = ${space.municipalityId} and id = ${space.spaceId}`.execute(tx)
    return rows.length
  })
}
