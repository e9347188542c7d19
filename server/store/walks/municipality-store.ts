import type { Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type {
  CategoryEfforts,
  MunicipalityProfile,
} from '../../../shared/municipality/municipality.ts'
import type { Database } from '../database/schema.ts'

export async function isMunicipality(db: Kysely<Database>, id: Uuid): Promise<boolean> {
  const found = await db
    .selectFrom('municipalities')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst()
  return found !== undefined
}

export async function readMunicipalityIds(db: Kysely<Database>): Promise<Uuid[]> {
  const rows = await db.selectFrom('municipalities').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** Returns what phones and desks know of a municipality, parties in their order; throws when there is none of that id. */
export async function readMunicipality(
  db: Kysely<Database>,
  municipalityId: Uuid,
): Promise<MunicipalityProfile> {
  const row = await db
    .selectFrom('municipalities')
    .selectAll()
    .where('id', '=', municipalityId)
    .executeTakeFirstOrThrow()
  const parties = await db
    .selectFrom('parties')
    .select(['id', 'name', 'functions'])
    .where('municipality_id', '=', municipalityId)
    .orderBy('sort_order')
    .orderBy('id')
    .execute()
  return {
    id: row.id,
    name: row.name,
    timeZone: row.time_zone,
    bounds: [row.west, row.south, row.east, row.north],
    parties,
    privacy: row.privacy,
    emergency: row.emergency,
  }
}

/** Returns the zone in which a municipality's days begin. */
export async function readTimeZone(db: Kysely<Database>, municipalityId: Uuid): Promise<string> {
  const row = await db
    .selectFrom('municipalities')
    .select('time_zone')
    .where('id', '=', municipalityId)
    .executeTakeFirstOrThrow()
  return row.time_zone
}

/** Returns which efforts each category feeds. */
export async function readCategoryEfforts(
  db: Kysely<Database>,
  municipalityId: Uuid,
): Promise<CategoryEfforts[]> {
  const rows = await db
    .selectFrom('category_efforts')
    .select(['category', 'effort_id'])
    .where('municipality_id', '=', municipalityId)
    .orderBy('category')
    .orderBy('effort_id')
    .execute()
  const byCategory = Map.groupBy(rows, ({ category }) => category)
  return [...byCategory].map(([category, fed]) => ({
    category,
    efforts: fed.map(({ effort_id }) => effort_id),
  }))
}
