import { sql, type Kysely, type Transaction } from 'kysely'
import { isRestrictedCategory } from '../../../shared/observation/categories.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import { schemaOf } from '../../../shared/sync/registry.ts'
import { syncRowsUpsert, type SpaceKey } from '../spaces/feed-store.ts'
import type { Database } from '../database/schema.ts'
import { searchTextOf } from './search-text.ts'
import type { StatementPart } from '../database/statement-parts.ts'
import type { Changed } from '../spaces/subject-writers.ts'

/** Returns observations by id, of any walk of the municipality. */
export async function findObservations(
  db: Kysely<Database>,
  municipalityId: Uuid,
  ids: readonly Uuid[],
): Promise<Map<Uuid, Observation>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('observations')
    .select(['id', 'body'])
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.body]))
}

export async function countObservations(
  tx: Transaction<Database>,
  { municipalityId, spaceId }: SpaceKey,
): Promise<number> {
  const row = await tx
    .selectFrom('observations')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', spaceId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Returns the columns that repeat what the desk filters, sorts and searches by. */
function columnsOf(observation: Observation) {
  return {
    id: observation.id,
    walk_id: observation.walkId,
    number: observation.number,
    category: observation.category,
    status: observation.status,
    severity: observation.severity,
    is_restricted: isRestrictedCategory(observation.category),
    is_withdrawn: observation.isWithdrawn,
    party_ids: observation.partyIds,
    due_on: observation.dueOn,
    longitude: observation.position.longitude,
    latitude: observation.position.latitude,
    author_client_id: observation.authorClientId,
    search_text: searchTextOf(observation),
    captured_at: observation.capturedAt,
    received_at: observation.receivedAt,
    updated_at: observation.updatedAt,
    body: observation,
  }
}

/** Writes observations whole, new or changed, with their feed rows, so that the text of an observation is sent once. Needs the lock. */
export function observationParts(
  { municipalityId, spaceId }: SpaceKey,
  changed: readonly Changed<'observation'>[],
): StatementPart[] {
  const items = changed.map(({ seq, body }) => ({ seq: seq.toString(), ...columnsOf(body) }))
  const item = sql`
    select * from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item(seq bigint, ${columnTypes})`
  const rows = sql`(select ${spaceId}::uuid as space_id, 'observation' as kind, id, seq,
    ${schemaOf('observation')}::integer as schema, body from changed) as rows`
  return [
    { name: 'changed', statement: item },
    { name: 'saved', statement: observationsUpsert(municipalityId) },
    { name: 'fed', statement: syncRowsUpsert(municipalityId, rows) },
  ]
}

const observationsUpsert = (municipalityId: Uuid) => sql`
  insert into observations (municipality_id, ${columnNames})
  select ${municipalityId}, ${columnNames} from changed
  on conflict (municipality_id, id) do update set category = excluded.category,
    status = excluded.status, severity = excluded.severity, is_restricted = excluded.is_restricted,
    is_withdrawn = excluded.is_withdrawn, party_ids = excluded.party_ids,
    due_on = excluded.due_on, longitude = excluded.longitude, latitude = excluded.latitude,
    search_text = excluded.search_text, updated_at = excluded.updated_at, body = excluded.body,
    place_name = case when ${isUnmoved} then observations.place_name end,
    place_words = case when ${isUnmoved} then observations.place_words else '' end,
    named_by = case when ${isUnmoved} then observations.named_by else '' end`

/** The name of another place is none; a job asks the map for the new one (server/jobs/name-places-job.ts). */
const isUnmoved = sql`(observations.longitude = excluded.longitude and observations.latitude = excluded.latitude
  and observations.body -> 'position' -> 'source' = excluded.body -> 'position' -> 'source')`

/** Names of the columns of `columnsOf`, in the same order. */
const columnNames = sql`id, walk_id, number, category, status, severity, is_restricted, is_withdrawn, party_ids,
  due_on, longitude, latitude, author_client_id, search_text, captured_at, received_at, updated_at, body`
const columnTypes = sql`id uuid, walk_id uuid, number bigint, category text, status text, severity smallint,
  is_restricted boolean, is_withdrawn boolean, party_ids text[], due_on date, longitude double precision,
  latitude double precision, author_client_id uuid, search_text text, captured_at timestamptz, received_at timestamptz,
  updated_at timestamptz, body jsonb`
