import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { lockSpace, writeSyncRows } from '../spaces/feed-store.ts'
import type { Database } from '../database/schema.ts'

const isoOf = (date: Date | null): string | null => date?.toISOString() ?? null

function walkOf(row: Selectable<Database['walks']>): Walk {
  return {
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
  }
}

const columnsOf = (walk: Walk) => ({
  title: walk.title,
  starts_at: walk.startsAt,
  ends_at: walk.endsAt,
  phase: walk.phase,
  is_standing: walk.isStanding,
  meeting_place: walk.meetingPlace,
  west: walk.area[0],
  south: walk.area[1],
  east: walk.area[2],
  north: walk.area[3],
  route: JSON.stringify(walk.route),
  stops: JSON.stringify(walk.stops),
})

/** Creates or changes a walk and puts it in its own feed, so that phones learn of it like of any pin. */
export async function saveWalk(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  walk: Walk,
): Promise<void> {
  const key = { municipalityId, spaceId: walk.id }
  const head = (await lockSpace(tx, key)) ?? (await createSpace(tx, municipalityId, walk))
  await tx
    .updateTable('walks')
    .set(columnsOf(walk))
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', walk.id)
    .execute()
  const seq = head + 1n
  const rows = [{ kind: 'walk', id: walk.id, seq, body: walk }]
  await writeSyncRows(tx, key, { rows, head: seq })
}

/** A new walk and its space, locked. */
async function createSpace(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  walk: Walk,
): Promise<bigint> {
  const key = { municipality_id: municipalityId, id: walk.id }
  await tx
    .insertInto('walks')
    .values({ ...key, ...columnsOf(walk) })
    .execute()
  await tx.insertInto('spaces').values(key).execute()
  const head = await lockSpace(tx, { municipalityId, spaceId: walk.id })
  if (head === undefined) throw new Error('A space is missing right after it was made')
  return head
}

export async function readWalk(
  db: Kysely<Database>,
  { municipalityId, walkId }: { municipalityId: Uuid; walkId: Uuid },
): Promise<Walk | undefined> {
  const row = await db
    .selectFrom('walks')
    .selectAll()
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', walkId)
    .executeTakeFirst()
  return row && walkOf(row)
}

/** All walks of a municipality, the newest first, those that are open all year last. */
export async function listWalks(db: Kysely<Database>, municipalityId: Uuid): Promise<Walk[]> {
  const rows = await db
    .selectFrom('walks')
    .selectAll()
    .where('municipality_id', '=', municipalityId)
    .orderBy('starts_at', (order) => order.desc().nullsLast())
    .orderBy('id')
    .execute()
  return rows.map(walkOf)
}
