import { sql, type Kysely } from 'kysely'
import type { Cluster } from '../../../shared/contract/api-contract.ts'
import { maxMapZoom } from '../../../shared/tile-grid.ts'
import { finestTallies, gridOf, gridZooms, pinsInGrid, type Grid } from './cluster-pins.ts'
import { filtersOthers, type DeskFilter } from './desk-filter.ts'
import type { Lead } from './desk-pins.ts'
import { fewInBox } from './desk-plan.ts'
import { estimateInBox } from './desk-totals.ts'
import type { Database } from '../database/schema.ts'

/** How many pins lie in the box when another way of finding them becomes the faster one. */
export interface PinCounts {
  few: number
  many: number
}

/** Reading one costs 2 to 4 microseconds. */
const usualCounts: PinCounts = { few: fewInBox, many: 15_000 }

/** Where the map comes no nearer, the pins of a square are told one by one up to this many; more are read in a list. */
const mostTogether = 50

/**
 * Groups of pins on the map, each at the middle of its own pins, made by the database from tallies where these are fine enough and know
 * the filter, else from the pins. Groups at the border are whole, so the total may be more than the box alone holds. Only a zoom could
 * take a group apart; at the last one its pins come alone.
 */
export async function clusterObservations(
  db: Kysely<Database>,
  filter: DeskFilter & { box: NonNullable<DeskFilter['box']> },
  { zoom, counts = usualCounts }: { zoom: number; counts?: PinCounts },
): Promise<{ clusters: Cluster[]; total: number }> {
  const { grid, lead } = await planGroups(db, filter, { zoom, ...counts })
  const { pins, lone } = pinsInGrid(filter, grid, lead)
  const most = grid.zoom < maxMapZoom + gridZooms ? 1 : mostTogether
  const { rows } = await sql<ClusterLine>`
    with squares as materialized (
      select square, sum(pins)::int as pins, (array_agg(id))[1:${most}] as ids,
        sum(longitudes::float8) / sum(pins) / 1e7 as longitude, sum(latitudes::float8) / sum(pins) / 1e7 as latitude
      from (${pins}) as found group by square having sum(pins) > 0
    )
    select coalesce(alone.east, longitude) as longitude, coalesce(alone.north, latitude) as latitude,
      case when id is null then pins else 1 end as pins, id, category, status, severity, number
    from squares left join lateral (
      select id, category, status, severity, number,
        round(longitude * 1e7) / 1e7 as east, round(latitude * 1e7) / 1e7 as north
      from observations where squares.pins <= ${most} and ${lone} limit ${most}
    ) as alone on true`.execute(db)
  const total = rows.reduce((sum, { pins: count }) => sum + count, 0)
  return { clusters: rows.map(clusterOf), total }
}

/**
 * Squares twice as wide as usual, or more, where the usual ones are finer than the tallies and the box holds too many pins to read each.
 * Words, which no tally knows, are looked for in the texts of the box when these are few.
 */
async function planGroups(
  db: Kysely<Database>,
  filter: DeskFilter & { box: NonNullable<DeskFilter['box']> },
  { zoom, few, many }: PinCounts & { zoom: number },
): Promise<{ grid: Grid; lead: Lead }> {
  const grid = gridOf(filter.box, zoom)
  const finest = finestTallies(filter)
  if (finest !== null && grid.zoom <= finest) return { grid, lead: 'other' }
  const inBox = await estimateInBox(db, filter)
  const isTooMany = finest !== null && inBox > many
  return {
    grid: isTooMany ? gridOf(filter.box, finest - gridZooms) : grid,
    lead: !filtersOthers(filter) && inBox < few ? 'box' : 'other',
  }
}

interface ClusterLine {
  longitude: number
  latitude: number
  pins: number
  id: string | null
  category: string | null
  status: string | null
  severity: number | null
  number: number | null
}

function clusterOf({
  longitude,
  latitude,
  pins,
  id,
  category,
  status,
  severity,
  number,
}: ClusterLine): Cluster {
  const place = { longitude, latitude, count: pins }
  if (id === null || category === null || status === null || severity === null) return place
  return { ...place, id, category, status, severity, ...(number === null ? {} : { number }) }
}
