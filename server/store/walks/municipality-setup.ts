import type { Transaction } from 'kysely'
import type { Municipality } from '../../../shared/municipality/municipality.ts'
import type { Database } from '../database/schema.ts'
import { writeChanges } from '../spaces/batch-writes.ts'
import { openSpace } from '../spaces/space-store.ts'

/** Writes a municipality with its parties in the order given, and opens its space; an existing one with the same id stays as it is. */
export async function createMunicipality(
  tx: Transaction<Database>,
  municipality: Municipality,
): Promise<void> {
  const { id: municipalityId } = municipality
  const { numInsertedOrUpdatedRows: made } = await insertProfile(tx, municipality)
  if (!made) return
  await insertParties(tx, municipality)
  const space = { municipalityId, spaceId: municipalityId }
  const seq = ((await openSpace(tx, space)) ?? 0n) + 1n
  const changed = [{ kind: 'municipality', seq, body: municipality }] as const
  const receivedAt = new Date().toISOString()
  await writeChanges(tx, space, { changed, head: seq, events: [], receivedAt })
}

function insertProfile(
  tx: Transaction<Database>,
  { id, name, timeZone, bounds, privacy, emergency }: Municipality,
) {
  const [west, south, east, north] = bounds
  return tx
    .insertInto('municipalities')
    .values({
      ...{ id, name, west, south, east, north },
      time_zone: timeZone,
      privacy: JSON.stringify(privacy),
      emergency: JSON.stringify(emergency),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
}

async function insertParties(
  tx: Transaction<Database>,
  { id: municipalityId, parties }: Municipality,
): Promise<void> {
  if (parties.length === 0) return
  const rows = parties.map(({ id, name, functions }, index) => ({
    municipality_id: municipalityId,
    ...{ id, name, functions },
    sort_order: index,
  }))
  await tx.insertInto('parties').values(rows).execute()
}
