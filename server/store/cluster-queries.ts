import { sql, type Kysely } from 'kysely'
import type { Cluster } from '../../shared/api-contract.ts'
import { gridOf, pinsInGrid } from './cluster-pins.ts'
import type { DeskFilter } from './desk-filter.ts'
import type { Database } from './schema.ts'

/**
 * Groups of pins on the map, each at the middle of its own pins, made by the database from tallies where these are fine enough and know
 * the filter, else from the pins. Groups at the border are whole, so the total may be more than the box alone holds.
 */
export async function clusterObservations(
  db: Kysely<Database>,
  filter: DeskFilter & { box: NonNullable<DeskFilter['box']> },
  zoom: number,
): Promise<{ clusters: Cluster[]; total: number }> {
  const grid = gridOf(filter.box, zoom)
  const { pins, lone } = pinsInGrid(filter, grid)
  const { rows } = await sql<ClusterLine>`
    with squares as materialized (
      select square, sum(pins)::int as pins, (array_agg(id))[1] as one,
        sum(longitudes::float8) / sum(pins) / 1e7 as longitude, sum(latitudes::float8) / sum(pins) / 1e7 as latitude
      from (${pins}) as found group by square having sum(pins) > 0
    )
    select longitude, latitude, pins, alone.*
    from squares left join lateral (
      select id, category, status, severity from observations
      where squares.pins = 1 and ${lone} limit 1
    ) as alone on true`.execute(db)
  const total = rows.reduce((sum, { pins: count }) => sum + count, 0)
  return { clusters: rows.map(clusterOf), total }
}

interface ClusterLine {
  longitude: number
  latitude: number
  pins: number
  id: string | null
  category: string | null
  status: string | null
  severity: number | null
}

function clusterOf({
  longitude,
  latitude,
  pins,
  id,
  category,
  status,
  severity,
}: ClusterLine): Cluster {
  const place = { longitude, latitude, count: pins }
  if (id === null || category === null || status === null || severity === null) return place
  return { ...place, id, category, status, severity }
}
