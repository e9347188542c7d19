import { sql, type Kysely, type Transaction } from 'kysely'
import { findCategory } from '../../../shared/observation/categories.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import { headMoves, syncRowsUpsert, type SpaceKey } from '../spaces/feed-store.ts'
import type { Database } from '../database/schema.ts'
import { searchTextOf } from './search-words.ts'
import type { StatementPart } from '../database/statement-parts.ts'

/** Observations by id, of any walk of the municipality. */
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

/** The columns that repeat what the desk filters, sorts and searches by. */
function columnsOf(observation: Observation) {
  const category = findCategory(observation.category)
  return {
    id: observation.id,
    walk_id: observation.walkId,
    number: observation.number,
    category: observation.category,
    status: observation.status,
    severity: observation.severity,
    is_restricted: category?.isRestricted ?? false,
    is_withdrawn: observation.isWithdrawn,
    party_ids: observation.partyIds,
    efforts: category?.efforts ?? [],
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

/** An observation with the number of its last change. */
export interface ChangedObservation {
  seq: bigint
  body: Observation
}

/** What has changed in one space. */
export interface SpaceObservations {
  space: SpaceKey
  changed: readonly ChangedObservation[]
  /** Of the space, after the changes. */
  head: bigint
}

/**
 * Writes observations whole, new or changed, puts them in the feeds of their spaces and moves the heads of these: the text of an observation
 * travels once. Needs the locks. One row an id, all of one municipality.
 */
export function observationParts(
  municipalityId: Uuid,
  spaces: readonly SpaceObservations[],
): StatementPart[] {
  const moves = spaces.filter(({ changed }) => changed.length > 0)
  if (moves.length === 0) return []
  const items = moves.flatMap(({ space, changed }) =>
    changed.map(({ seq, body }) => ({
      space_id: space.spaceId,
      seq: seq.toString(),
      ...columnsOf(body),
    })),
  )
  const item = sql`
    select * from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item(space_id uuid, seq bigint, ${columnTypes})`
  const rows = sql`(select space_id, 'observation' as kind, id, seq, body from changed) as rows`
  return [
    { name: 'changed', statement: item },
    { name: 'moved', statement: headMoves(municipalityId, moves) },
    { name: 'saved', statement: observationsUpsert(municipalityId) },
    { name: 'fed', statement: syncRowsUpsert(municipalityId, rows) },
  ]
}

const observationsUpsert = (municipalityId: Uuid) => sql`
  insert into observations (municipality_id, ${columnNames})
  select ${municipalityId}, ${columnNames} from changed
  on conflict (municipality_id, id) do update set category = excluded.category,
    status = excluded.status, severity = excluded.severity, is_restricted = excluded.is_restricted,
    is_withdrawn = excluded.is_withdrawn, party_ids = excluded.party_ids, efforts = excluded.efforts,
    due_on = excluded.due_on, longitude = excluded.longitude, latitude = excluded.latitude,
    search_text = excluded.search_text, updated_at = excluded.updated_at, body = excluded.body`

/** Of `columnsOf`, one for one. */
const columnNames = sql`id, walk_id, number, category, status, severity, is_restricted, is_withdrawn, party_ids, efforts,
  due_on, longitude, latitude, author_client_id, search_text, captured_at, received_at, updated_at, body`
const columnTypes = sql`id uuid, walk_id uuid, number bigint, category text, status text, severity smallint,
  is_restricted boolean, is_withdrawn boolean, party_ids text[], efforts text[], due_on date, longitude double precision,
  latitude double precision, author_client_id uuid, search_text text, captured_at timestamptz, received_at timestamptz,
  updated_at timestamptz, body jsonb`
