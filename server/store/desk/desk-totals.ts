import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { BoundingBox } from '../../../shared/geo.ts'
import { coverBox, finestZoomOf, rangeOf } from './cell-cover.ts'
import { boxCondition, pinConditions, rangesTable, sharedConditions } from './desk-conditions.ts'
import { filtersOthers, type DeskFilter } from './desk-filter.ts'
import type { Tile } from '../../../shared/tile-grid.ts'
import type { Database } from '../database/schema.ts'

/** Zooms of the tiles in `desk_tallies` (0006-desk-tallies.sql), by status and whatever the status. */
export const tallyZooms = { coarsest: 8, finest: 16, finestOfAny: 18 } as const

/** Tallies know category, status and party; a filter by words or walk counts rows. */
export const isTallied = (filter: DeskFilter): boolean => !filter.words && !filtersOthers(filter)

export interface StatusTotal {
  status: string
  total: number
}

/**
 * How many observations a filter without words and walks finds, by status and exactly: from tallies within the box and row by row
 * along its edge, all in one statement and so from one snapshot.
 */
export async function countByStatus(
  db: Kysely<Database>,
  filter: DeskFilter,
): Promise<StatusTotal[]> {
  const parts = filter.box ? partsOfBox(filter, filter.box) : wholeParts(filter)
  const { rows } = await sql<StatusTotal>`
    select status, sum(pins)::int as total
    from (${sql.join(parts, sql` union all `)}) as part
    group by status having sum(pins) > 0`.execute(db)
  return rows
}

export const sumOf = (totals: readonly StatusTotal[]): number =>
  totals.reduce((sum, { total }) => sum + total, 0)

const wholeParts = (filter: DeskFilter): RawBuilder<unknown>[] => [
  sql`select status, pins from desk_tallies
    where ${sharedConditions(filter)} and by_status and zoom = ${tallyZooms.coarsest}`,
  sql`select status, pins from desk_tally_changes where ${sharedConditions(filter)}`,
]

/** NOTE: what stands under `lateral` with `offset 0` is looked up range by range; as a plain join the planner reads all rows for every range. */
function partsOfBox(filter: DeskFilter, box: BoundingBox): RawBuilder<unknown>[] {
  const { inside, edge } = coverBox(box, finestZoomOf(box))
  const tallied = inside.filter(({ z }) => z <= tallyZooms.finest)
  const counted = [...edge, ...inside.filter(({ z }) => z > tallyZooms.finest)]
  const shared = sharedConditions(filter)
  const rows = sql`select status, pins from ${rangesTable(counted.map((tile) => rangeOf(tile)))}
    cross join lateral (
      select status, 1 as pins from observations
      where ${pinConditions(filter)} and ${boxCondition(box)} and cell >= low and cell < high offset 0
    ) as pin`
  if (tallied.length === 0) return [rows]
  const tallies = sql`select status, pins from ${tallyRanges(tallied)}
    cross join lateral (
      select status, pins from desk_tallies
      where ${shared} and by_status and zoom = level and cell >= low and cell < high offset 0
    ) as tally`
  const changes = sql`select status, pins from ${rangesTable(tallied.map((tile) => rangeOf(tile)))}
    cross join lateral (
      select status, pins from desk_tally_changes
      where ${shared} and cell >= low and cell < high offset 0
    ) as change`
  return [rows, tallies, changes]
}

/** About how many observations of any kind lie in the filter's box: those of all tiles that it touches. */
export async function estimateInBox(
  db: Kysely<Database>,
  { municipalityId, box }: DeskFilter,
): Promise<number> {
  if (!box) return Number.POSITIVE_INFINITY
  const { inside, edge } = coverBox(box, Math.min(tallyZooms.finestOfAny, finestZoomOf(box) - 2))
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(pins), 0)::int as total from ${tallyRanges([...inside, ...edge])}
    cross join lateral (
      select pins from desk_tallies
      where municipality_id = ${municipalityId} and not by_status and zoom = level and cell >= low and cell < high offset 0
    ) as tally`.execute(db)
  return rows[0]?.total ?? 0
}

/** Tiles as ranges of the tallies' own cells, at the zoom of each. */
function tallyRanges(tiles: readonly Tile[]): RawBuilder<unknown> {
  const levels = tiles.map(({ z }) => Math.max(z, tallyZooms.coarsest))
  const ranges = tiles.map((tile, index) => rangeOf(tile, levels[index] ?? tile.z))
  return sql`unnest(${levels}::smallint[], ${ranges.map(({ low }) => low.toString())}::bigint[],
    ${ranges.map(({ high }) => high.toString())}::bigint[]) as within(level, low, high)`
}
