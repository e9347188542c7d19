import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { PlaceName } from '../../../shared/place-names/place-name.ts'
import type { DeskFilter } from './desk-filter.ts'
import { planByRow, planTallied } from './desk-plan.ts'
import { sortOrders, type PageKey, type RowSort } from './desk-sort.ts'
import { countByStatus, isTallied, sumOf } from './desk-totals.ts'
import type { Database } from '../database/schema.ts'

export interface DeskPageRequest {
  filter: DeskFilter
  sort: RowSort
  /** Where the page before ended; null begins. */
  after: PageKey | null
  limit: number
}

/** An observation with what the map calls its place, which is not part of what phones sync. */
export type NamedObservation = Observation & { mapName?: PlaceName }

export interface DeskPage {
  observations: NamedObservation[]
  /** Of the whole filter, not of the page. */
  total: number
  /** Null on the last page. */
  next: PageKey | null
}

/** One page of the desk's list with the exact total. Who may see what is part of the filter (desk-filter.ts). */
export async function listObservations(
  db: Kysely<Database>,
  request: DeskPageRequest,
): Promise<DeskPage> {
  const { filter, after } = request
  const order = sortOrders[request.sort]
  const plan = { order, after, limit: request.limit + 1 }
  if (!isTallied(filter)) {
    const lines = await readPage(db, request, await planByRow(db, filter, plan))
    return { ...pageOf(lines, request), total: lines[0]?.found ?? 0 }
  }
  const totals = await countByStatus(db, filter)
  const total = sumOf(totals)
  if (total === 0) return { observations: [], total, next: null }
  const lines = await readPage(db, request, await planTallied(db, { filter, totals }, plan))
  return { ...pageOf(lines, request), total }
}

interface PageLine {
  body: Observation | null
  mapName: PlaceName | null
  key: PageKey
  found: number
}

/** Sorts pins and takes a page of them, whole. Always answers one line, for the number found. */
async function readPage(
  db: Kysely<Database>,
  { filter, sort, after, limit }: DeskPageRequest,
  pins: RawBuilder<unknown>,
): Promise<PageLine[]> {
  const order = sortOrders[sort]
  const { rows } = await sql<PageLine>`
    with found as materialized (${pins}),
    page as (select * from found where ${order.after(after)} order by ${order.by} limit ${limit + 1})
    select body, place_name as "mapName", ${order.key} as key, (select count(*)::int from found) as found
    from (select) as always
    left join (
      page join (
        select id, body, place_name from observations where municipality_id = ${filter.municipalityId}
      ) as whole using (id)
    ) on true
    order by ${order.by}`.execute(db)
  return rows
}

function pageOf(lines: readonly PageLine[], { limit }: DeskPageRequest): Omit<DeskPage, 'total'> {
  const found = lines.filter((line): line is PageLine & { body: Observation } => line.body !== null)
  const shown = found.slice(0, limit)
  return {
    observations: shown.map(named),
    next: found.length > limit ? (shown.at(-1)?.key ?? null) : null,
  }
}

const named = ({ body, mapName }: { body: Observation; mapName: PlaceName | null }) =>
  mapName ? { ...body, mapName } : body

/** One observation of the municipality; what of it may be shown is the caller's to decide. */
export async function readObservation(
  db: Kysely<Database>,
  { municipalityId, id }: { municipalityId: Uuid; id: Uuid },
): Promise<NamedObservation | undefined> {
  const row = await db
    .selectFrom('observations')
    .select(['body', 'place_name as mapName'])
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && named(row)
}
