import { sql, type Kysely } from 'kysely'
import type { PositionSource } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { PlaceName } from '../../../shared/place-names/place-name.ts'
import type { MapPlace } from '../../../shared/place-names/place-name-reader.ts'
import type { Database } from '../database/schema.ts'
import { searchTextOfMap } from './search-text.ts'

/** Where an observation is that this version of the map has not named. */
export interface UnnamedPlace extends MapPlace {
  id: Uuid
  /** Where the position came from; with `address` only the typed words say where it is. */
  source: PositionSource
}

export interface Naming {
  municipalityId: Uuid
  /** Of the map. */
  version: string
}

/** Returns at most `limit` observations that are new, were moved, or were named by another map. */
export async function findUnnamed(
  db: Kysely<Database>,
  { municipalityId, version }: Naming,
  limit: number,
): Promise<UnnamedPlace[]> {
  // Two ranges of the index: "other than" would read all of it.
  const part = (isOther: typeof isBefore) => sql`
    (select id, longitude, latitude, body -> 'position' ->> 'source' as source from observations
    where municipality_id = ${municipalityId} and ${isOther(version)}
    order by named_by, id limit ${limit})`
  const { rows } = await sql<UnnamedPlace>`
    select * from (${part(isBefore)} union all ${part(isAfter)}) as waiting limit ${limit}`.execute(
    db,
  )
  return rows
}

const isBefore = (version: string) => sql`named_by < ${version}`
const isAfter = (version: string) => sql`named_by > ${version}`

export interface NamedPlace extends UnnamedPlace {
  name: PlaceName | null
}

/**
 * Writes names; returns how many. An observation that was moved meanwhile is left out, and so is one that a push is writing: this
 * never waits for a lock while it holds others, so that no push can fail by it.
 */
export async function writeNames(
  db: Kysely<Database>,
  { municipalityId, version }: Naming,
  places: readonly NamedPlace[],
): Promise<number> {
  const items = places.map(({ id, longitude, latitude, name }) => ({
    ...{ id, longitude, latitude },
    place_name: name,
    place_words: searchTextOfMap(name),
  }))
  const { numAffectedRows } = await sql`
    with item as (
      select * from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item(id uuid,
        longitude double precision, latitude double precision, place_name jsonb, place_words text)
    ), free as (
      select id from observations
      where municipality_id = ${municipalityId} and id = any(${places.map(({ id }) => id)}::uuid[])
      for update skip locked
    )
    update observations set place_name = nullif(item.place_name, 'null'::jsonb),
      place_words = item.place_words, named_by = ${version}
    from item join free using (id)
    where observations.municipality_id = ${municipalityId} and observations.id = item.id
      and observations.longitude = item.longitude and observations.latitude = item.latitude`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0n)
}
