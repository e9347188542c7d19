import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Cursor } from '../../../shared/sync/feed.ts'
import { schemaOf } from '../../../shared/sync/registry.ts'
import type { SubjectKind } from '../../../shared/sync/subject.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Store } from '../database/database.ts'
import { run, type Query } from '../database/query.ts'
import type { Database } from '../database/schema.ts'

/** Names one space; keys of the tables in the order of their indexes. */
export interface SpaceKey {
  municipalityId: Uuid
  spaceId: Uuid
}

/** A row to be written: `seq` must come from the locked head. `body` null marks a deletion. */
export interface NewSyncRow {
  kind: SubjectKind
  id: Uuid
  seq: bigint
  body: unknown
}

/** A row as stored, before it is reduced to what its reader may see. */
export interface StoredSyncRow {
  kind: string
  id: Uuid
  seq: Cursor
  deleted: boolean
  schema: number
  body: unknown
}

export interface StoredPage {
  head: bigint
  /** The reader must start over: the page begins at 0. */
  isRestart: boolean
  rows: StoredSyncRow[]
  /** There are rows after the last one of this page. */
  isFull: boolean
}

const largestCursor = 2n ** 63n - 1n

/**
 * Takes the writer lock of a space until the transaction ends and returns its head; undefined when there is no such space. Must be the
 * first statement of every transaction that writes synced rows (sync.md §1.2): a trigger refuses them otherwise.
 */
export const lockSpace = (
  tx: Transaction<Database>,
  space: SpaceKey,
): Promise<bigint | undefined> => run(tx, lockOf(space))

/** Like `lockSpace`, as a query. */
export const lockOf = ({ municipalityId, spaceId }: SpaceKey): Query<bigint | undefined> => ({
  statement: sql`select lock_space(${municipalityId}, ${spaceId}) as head`,
  read(rows) {
    const [{ head } = { head: null }] = rows as { head: string | null }[]
    return head === null ? undefined : BigInt(head)
  },
})

/** Puts the newest row of each thing in the feed and moves the head; needs the lock. There is one row for each thing. */
export async function writeSyncRows(
  tx: Transaction<Database>,
  space: SpaceKey,
  { rows, head }: { rows: readonly NewSyncRow[]; head: bigint },
): Promise<void> {
  const upsert = syncRowsUpsert(space.municipalityId, syncRowsOf(space, rows))
  await sql`with moved as (${headMove(space, head)}) ${upsert}`.execute(tx)
}

/** Returns rows of one space in the form that `syncRowsUpsert` takes. */
export function syncRowsOf(
  { spaceId }: SpaceKey,
  rows: readonly NewSyncRow[],
): RawBuilder<unknown> {
  const items = rows.map((row) => ({
    ...row,
    schema: schemaOf(row.kind),
    space_id: spaceId,
    seq: row.seq.toString(),
  }))
  return sql`jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
    as item(space_id uuid, kind text, id uuid, seq bigint, schema integer, body jsonb)`
}

export const headMove = (
  { municipalityId, spaceId }: SpaceKey,
  head: bigint,
): RawBuilder<unknown> => sql`
  update spaces set head = ${head.toString()}::bigint
  where municipality_id = ${municipalityId} and id = ${spaceId}`

/** Upserts rows with space_id, kind, id, seq, schema and body, for a statement that writes something else from the same rows. */
export const syncRowsUpsert = (
  municipalityId: Uuid,
  rows: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  insert into sync_rows (municipality_id, space_id, kind, id, seq, schema, deleted, body)
  select ${municipalityId}, space_id, kind, id, seq, schema, body is null, body from ${rows}
  on conflict (municipality_id, space_id, kind, id)
    do update set seq = excluded.seq, schema = excluded.schema, deleted = excluded.deleted, body = excluded.body`

export interface PageRequest {
  cursor: Cursor
  limit: number
  /** Starts over whatever the cursor says, because the reader knows another epoch. */
  restart: boolean
}

/**
 * Returns rows after a cursor in the order of their numbers, with head and floor, all from one statement and so one snapshot (sync.md
 * §1.3). A cursor below the floor or beyond the head starts over. NOTE: a page that starts from 0 never ends below the floor, or the
 * reader's next cursor would start it over for ever; it may therefore be longer than `limit`.
 */
export async function readPage(
  db: Kysely<Database>,
  { municipalityId, spaceId }: SpaceKey,
  { cursor, limit, restart }: PageRequest,
): Promise<StoredPage | undefined> {
  const asked = restart ? 0n : BigInt(cursor) > largestCursor ? largestCursor : BigInt(cursor)
  const { rows } = await sql<PageLine>`
    select space.head, space.gc_floor, space.start::text, space.size::int, page.*
    from (
      select head, gc_floor, start, ${limit} + case when start < gc_floor then (
          select count(*) from sync_rows
          where municipality_id = ${municipalityId} and space_id = ${spaceId} and seq <= gc_floor
        ) else 0 end as size
      from (
        select head, gc_floor,
          case when ${asked.toString()}::bigint not between gc_floor and head then 0
            else ${asked.toString()}::bigint end as start
        from spaces where municipality_id = ${municipalityId} and id = ${spaceId}
      ) as cursor
    ) as space
    left join lateral (
      select kind, id, seq, deleted, schema, body from sync_rows
      where municipality_id = ${municipalityId} and space_id = ${spaceId} and seq > space.start
      order by seq limit space.size
    ) as page on true
    order by page.seq`.execute(db)
  const first = rows[0]
  return first && pageOf(rows, { first, isRestart: restart || BigInt(first.start) !== asked })
}

type PageLine = { head: string; gc_floor: string; start: string; size: number } & (
  StoredSyncRow | { [Field in keyof StoredSyncRow]: null }
)

function pageOf(
  lines: readonly PageLine[],
  { first, isRestart }: { first: PageLine; isRestart: boolean },
): StoredPage {
  const rows = lines.flatMap((line) => {
    if (line.id === null) return []
    const { kind, id, seq, deleted, schema, body } = line
    return [{ kind, id, seq, deleted, schema, body }]
  })
  return { head: BigInt(first.head), isRestart, rows, isFull: rows.length >= first.size }
}

/** Returns the heads of all spaces of some municipalities, for waking listeners of other processes. */
export async function readHeads(
  store: Store,
  municipalityIds: readonly Uuid[],
): Promise<(SpaceKey & { head: Cursor })[]> {
  if (municipalityIds.length === 0) return []
  return store.db
    .selectFrom('spaces')
    .select(['municipality_id as municipalityId', 'id as spaceId', 'head'])
    .where('municipality_id', 'in', municipalityIds)
    .execute()
}

/**
 * Makes every reader of a space start over at its next pull, because who may see what changed without a row changing
 * (a member's role, for example): the floor rises above every cursor handed out so far. Needs the lock.
 */
export async function changeScope(
  tx: Transaction<Database>,
  { municipalityId, spaceId }: SpaceKey,
): Promise<void> {
  await sql`
    update spaces set scope_version = scope_version + 1, head = head + 1, gc_floor = head + 1
    where municipality_id = ${municipalityId} and id = ${spaceId}`.execute(tx)
}
