import type { Kysely } from 'kysely'
import type { MunicipalityProfile } from '../../../shared/walk/walk.ts'
import type { Database } from '../database/schema.ts'

/** Writes a municipality and its parties in the order given; what is there already under the same ids stays as it is. */
export async function createMunicipality(
  db: Kysely<Database>,
  { id, name, timeZone, bounds, parties, privacy, emergency }: MunicipalityProfile,
): Promise<void> {
  const [west, south, east, north] = bounds
  await db
    .insertInto('municipalities')
    .values({
      ...{ id, name, west, south, east, north },
      time_zone: timeZone,
      privacy: JSON.stringify(privacy),
      emergency: JSON.stringify(emergency),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (parties.length === 0) return
  const rows = parties.map((party, index) => ({
    municipality_id: id,
    id: party.id,
    name: party.name,
    functions: party.functions,
    sort_order: index,
  }))
  await db
    .insertInto('parties')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
