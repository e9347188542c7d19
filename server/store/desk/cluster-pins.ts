import { sql, type RawBuilder } from 'kysely'
import type { BoundingBox } from '../../../shared/geo.ts'
import { cellZoom, mergeRanges, rangeOf, tilesWithin } from './cell-cover.ts'
import {
  atHandConditions,
  boxCondition,
  nearCondition,
  pinConditions,
  rangesTable,
  sharedConditions,
} from './desk-conditions.ts'
import type { DeskFilter } from './desk-filter.ts'
import type { Lead } from './desk-pins.ts'
import { isTallied, tallyZooms } from './desk-totals.ts'
import { boxOfTile, tileAt, type Tile } from '../../../shared/tile-grid.ts'

/** Squares of 64 pixels on the screen: two zooms finer than the map's tiles of 256. */
export const gridZooms = 2

/** As many squares as a screen of 3840 × 2160 pixels touches (61 × 35); more would be a list. */
const mostSquares = 2_200

/** Whole squares of the map's grid, so that a pin's group does not change while the map is moved. */
export interface Grid {
  zoom: number
  first: Tile
  last: Tile
}

/** The squares that a box touches at a zoom of the map, coarser where they would be too many. */
export function gridOf(
  [west, south, east, north]: NonNullable<DeskFilter['box']>,
  zoom: number,
): Grid {
  const wanted = Math.min(zoom + gridZooms, cellZoom)
  for (let z = wanted; ; z -= 1) {
    const first = tileAt(west, north, z)
    const last = tileAt(east, south, z)
    const squares = (last.x - first.x + 1) * (last.y - first.y + 1)
    if (squares <= mostSquares || z === 0) return { zoom: z, first, last }
  }
}

/** `pins` as a query of square, pins, longitudes, latitudes, id; `lone` finds the pins of a square by themselves. */
export interface FoundPins {
  pins: RawBuilder<unknown>
  lone: RawBuilder<unknown>
}

/** The finest squares that tallies know for a filter; null when they do not know what it asks for. */
export function finestTallies(filter: DeskFilter): number | null {
  if (!isTallied(filter)) return null
  return filter.statuses ? tallyZooms.finest : tallyZooms.finestOfAny
}

/** From tallies where these are fine enough and know the filter, else from the pins themselves. */
export function pinsInGrid(filter: DeskFilter, grid: Grid, lead: Lead): FoundPins {
  const finest = finestTallies(filter)
  if (finest !== null && grid.zoom <= finest) return talliedPins(filter, grid)
  return singlePins(filter, grid, finest === null ? lead : 'box')
}

/** Tallies know no ids: a lone pin is looked up by its place. */
function talliedPins(filter: DeskFilter, grid: Grid): FoundPins {
  const level = Math.max(grid.zoom, tallyZooms.coarsest)
  const tiles = tilesWithin(grid)
  const shared = sharedConditions(filter)
  const byStatus = filter.statuses ? sql`by_status` : sql`not by_status`
  const toCells = 2 * (cellZoom - grid.zoom)
  const pins = sql`
    select cell >> ${2 * (level - grid.zoom)} as square, pins, longitudes, latitudes, null::uuid as id
    from ${rangesTable(tiles.map((tile) => rangeOf(tile, level)))}
    cross join lateral (
      select * from desk_tallies
      where ${shared} and ${byStatus} and zoom = ${level} and cell >= low and cell < high offset 0
    ) as tally
    union all
    select cell >> ${toCells}, pins, longitude, latitude, null
    from ${rangesTable(tiles.map((tile) => rangeOf(tile)))}
    cross join lateral (
      select * from desk_tally_changes where ${shared} and cell >= low and cell < high offset 0
    ) as change`
  const lone = sql`${pinConditions(filter)}
    and cell >= square << ${toCells} and cell < (square + 1) << ${toCells}`
  return { pins, lone }
}

/** Looking for words once is enough: a lone pin is known by its id. */
function singlePins(filter: DeskFilter, grid: Grid, lead: Lead): FoundPins {
  const square = sql`cell >> ${2 * (cellZoom - grid.zoom)}`
  // Rounded as in the tallies, so that a group stands at the same place whichever way it was counted.
  const columns = sql`${square} as square, 1 as pins, round(longitude * 1e7) as longitudes, round(latitude * 1e7) as latitudes, id`
  const lone = sql`municipality_id = ${filter.municipalityId} and id = any(squares.ids)`
  if (lead === 'other') {
    const [west, , , north] = boxOfTile(grid.first)
    const [, south, east] = boxOfTile(grid.last)
    const box: BoundingBox = [west, south, east, north]
    const pins = sql`select ${columns} from observations
      where ${pinConditions(filter)} and ${boxCondition(box)} and ${nearCondition(box)}`
    return { pins, lone }
  }
  const ranges = mergeRanges(tilesWithin(grid).map((tile) => rangeOf(tile)))
  const pins = sql`
    select pin.* from ${rangesTable(ranges)}
    cross join lateral (
      select ${columns} from observations
      where ${atHandConditions(filter)} and cell >= low and cell < high offset 0
    ) as pin`
  return { pins, lone }
}
