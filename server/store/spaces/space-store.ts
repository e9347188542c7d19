import { sql, type Transaction } from 'kysely'
import type { Database } from '../database/schema.ts'
import { lockSpace, type SpaceKey } from './feed-store.ts'

/** Creates a space where there is none, locks it and returns its head: 0 for a new one. */
export async function openSpace(
  tx: Transaction<Database>,
  space: SpaceKey,
): Promise<bigint | undefined> {
  const { municipalityId, spaceId } = space
  const kind = spaceId === municipalityId ? 'municipality' : 'walk'
  await tx
    .insertInto('spaces')
    .values({ municipality_id: municipalityId, id: spaceId, kind })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return lockSpace(tx, space)
}

/** Deletes the space of a walk in which nothing has happened; leaves any other. */
export async function dropSpace(
  tx: Transaction<Database>,
  { municipalityId, spaceId }: SpaceKey,
): Promise<void> {
  await sql`
    delete from spaces where municipality_id = ${municipalityId} and id = ${spaceId} and kind = 'walk' and head = 0`.execute(
    tx,
  )
}
