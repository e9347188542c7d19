import { sql, type Kysely, type Selectable } from 'kysely'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Walk, WalkDetails, WalkStop } from '../../../shared/walk/walk.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import type { Changed } from '../spaces/subject-writers.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'
import { publicWalkParts } from '../publications/publication-store.ts'

const isoOf = (date: Date | null): string | null => date?.toISOString() ?? null

type WalkLine = Selectable<Database['walks']> & { stops: WalkStop[] }

const walkOf = (row: WalkLine): Walk => ({
  id: row.id,
  title: row.title,
  startsAt: isoOf(row.starts_at),
  endsAt: isoOf(row.ends_at),
  phase: row.phase,
  isStanding: row.is_standing,
  meetingPlace: row.meeting_place,
  area: [row.west, row.south, row.east, row.north],
  route: row.route,
  stops: row.stops,
  ...row.details,
})

const columnsOf = ({ id, title, startsAt, endsAt, phase, ...walk }: Walk) => ({
  ...{ id, title, phase, route: walk.route },
  starts_at: startsAt,
  ends_at: endsAt,
  is_standing: walk.isStanding,
  meeting_place: walk.meetingPlace,
  west: walk.area[0],
  south: walk.area[1],
  east: walk.area[2],
  north: walk.area[3],
  details: detailsOf(walk),
})

/** Only what somebody has said. */
const detailsOf = (walk: WalkDetails): WalkDetails => {
  const { purpose, theme, host, placeKind, weather, parties, functions, follows } = walk
  const { openedAt, startedAt, closedAt, gathering, said, vote, publication } = walk
  const all = {
    ...{ purpose, theme, host, placeKind, weather, parties, functions, follows },
    ...{ openedAt, startedAt, closedAt, gathering, said, vote, publication },
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null))
}

/** Writes walks whole, new or changed, with their stops in order. */
export function walkParts(
  { municipalityId }: SpaceKey,
  changed: readonly Changed<'walk'>[],
): StatementPart[] {
  const walks = changed.map(({ body }) => columnsOf(body))
  const stops = changed.flatMap(({ body }) =>
    body.stops.map((stop, index) => ({ ...stop, walk_id: body.id, sort_order: index })),
  )
  return [
    { name: 'walks_saved', statement: walksUpsert(municipalityId, walks) },
    ...stopParts(municipalityId, { stops, walkIds: walks.map(({ id }) => id) }),
    ...publicWalkParts(
      municipalityId,
      changed.map(({ body }) => body),
    ),
  ]
}

const names = sql`id, title, starts_at, ends_at, phase, is_standing, meeting_place, west, south, east, north, route, details`

const walksUpsert = (municipalityId: Uuid, walks: readonly object[]) => sql`
  insert into walks (municipality_id, ${names})
  select ${municipalityId}, ${names} from jsonb_to_recordset(${JSON.stringify(walks)}::jsonb) as item(id uuid, title text,
    starts_at timestamptz, ends_at timestamptz, phase text, is_standing boolean, meeting_place text, west double precision,
    south double precision, east double precision, north double precision, route jsonb, details jsonb)
  on conflict (municipality_id, id) do update set title = excluded.title, starts_at = excluded.starts_at,
    ends_at = excluded.ends_at, phase = excluded.phase, meeting_place = excluded.meeting_place, west = excluded.west,
    south = excluded.south, east = excluded.east, north = excluded.north, route = excluded.route, details = excluded.details`

function stopParts(
  municipalityId: Uuid,
  { stops, walkIds }: { stops: readonly { id: Uuid }[]; walkIds: readonly Uuid[] },
): StatementPart[] {
  const gone = sql`
    delete from walk_stops where municipality_id = ${municipalityId} and walk_id = any(${walkIds}::uuid[])
      and not id = any(${stops.map(({ id }) => id)}::uuid[])`
  const saved = sql`
    insert into walk_stops (municipality_id, walk_id, id, sort_order, name, longitude, latitude)
    select ${municipalityId}, item.* from jsonb_to_recordset(${JSON.stringify(stops)}::jsonb) as item(walk_id uuid, id uuid,
      sort_order integer, name text, longitude double precision, latitude double precision)
    on conflict (municipality_id, walk_id, id) do update set sort_order = excluded.sort_order, name = excluded.name,
      longitude = excluded.longitude, latitude = excluded.latitude`
  return [
    { name: 'stops_gone', statement: gone },
    { name: 'stops_saved', statement: saved },
  ]
}

const stopsInOrder = sql<WalkStop[]>`(
  select coalesce(json_agg(json_build_object('id', stop.id, 'name', name, 'longitude', longitude, 'latitude', latitude)
    order by sort_order), '[]')
  from walk_stops as stop
  where stop.municipality_id = walks.municipality_id and stop.walk_id = walks.id)`

const walksOf = (db: Kysely<Database>, municipalityId: Uuid) =>
  db
    .selectFrom('walks')
    .selectAll()
    .select(stopsInOrder.as('stops'))
    .where('municipality_id', '=', municipalityId)

export async function readWalk(
  db: Kysely<Database>,
  { municipalityId, walkId }: { municipalityId: Uuid; walkId: Uuid },
): Promise<Walk | undefined> {
  const row = await walksOf(db, municipalityId).where('id', '=', walkId).executeTakeFirst()
  return row && walkOf(row)
}

/** Returns the walk that checks up on another one and is over; the latest when there are several. */
export async function readClosedFollowUp(
  db: Kysely<Database>,
  { municipalityId, walkId }: { municipalityId: Uuid; walkId: Uuid },
): Promise<Walk | undefined> {
  const row = await walksOf(db, municipalityId)
    .where('follows', '=', walkId)
    .where('phase', '=', 'closed')
    .orderBy('starts_at', (order) => order.desc().nullsLast())
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && walkOf(row)
}

interface LastWalkOptions {
  municipalityId: Uuid
  box: BoundingBox
  /** The walk that is planned. */
  but: Uuid
}

/** Returns the newest walk that is over and whose area touches the box. */
export async function readLastWalk(
  db: Kysely<Database>,
  { municipalityId, box: [west, south, east, north], but }: LastWalkOptions,
): Promise<Walk | undefined> {
  const row = await walksOf(db, municipalityId)
    .where('phase', '=', 'closed')
    .where('starts_at', 'is not', null)
    .where('id', '<>', but)
    .where('west', '<=', east)
    .where('east', '>=', west)
    .where('south', '<=', north)
    .where('north', '>=', south)
    .orderBy('starts_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && walkOf(row)
}

/** Returns all walks of a municipality, the newest first, those that are open all year last. */
export async function listWalks(db: Kysely<Database>, municipalityId: Uuid): Promise<Walk[]> {
  // Approved lists are long, and nobody reads them or what leaders said from here.
  const rows = await walksOf(db, municipalityId)
    .select(sql<WalkDetails>`details - 'gathering' - 'said'`.as('details'))
    .orderBy('starts_at', (order) => order.desc().nullsLast())
    .orderBy('id')
    .execute()
  return rows.map(walkOf)
}
