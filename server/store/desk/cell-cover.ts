import { halvesOf, type BoundingBox } from '../../../shared/geo.ts'
import { boxOfTile, mapPoint, tileAt, type Tile } from '../../../shared/tile-grid.ts'

/** Numbers of `map_cell` from `low` up to, not including, `high` (0005-desk-queries.sql). */
export interface CellRange {
  low: bigint
  high: bigint
}

/** Zoom of `map_cell` itself. */
export const cellZoom = 24

/** Bits of x on even, of y on odd places. */
export function cellOf({ z, x, y }: Tile): bigint {
  let cell = 0n
  for (let bit = z - 1; bit >= 0; bit -= 1) {
    cell = (cell << 2n) | BigInt((((y >> bit) & 1) << 1) | ((x >> bit) & 1))
  }
  return cell
}

/** Where the cells of a tile lie among those of `zoom`, which is not coarser than the tile. */
export function rangeOf(tile: Tile, zoom = cellZoom): CellRange {
  const shift = BigInt(2 * (zoom - tile.z))
  const cell = cellOf(tile)
  return { low: cell << shift, high: (cell + 1n) << shift }
}

/** The same cells in as few ranges as possible, in order. */
export function mergeRanges(ranges: readonly CellRange[]): CellRange[] {
  const merged: CellRange[] = []
  for (const range of [...ranges].sort((a, b) => (a.low < b.low ? -1 : 1))) {
    const last = merged.at(-1)
    if (last && range.low <= last.high) last.high = range.high > last.high ? range.high : last.high
    else merged.push({ ...range })
  }
  return merged
}

export interface Cover {
  /** Tiles wholly within the box, as large as they come. */
  inside: Tile[]
  /** Tiles of the finest zoom that the box's edge runs through. */
  edge: Tile[]
}

/** A centimetre: a point on the line between two tiles may be put in either by different arithmetic. */
const margin = 1e-7

/** A box as tiles of a quadtree, going down to `finest` along the edge. */
export function coverBox(box: BoundingBox, finest: number): Cover {
  const covers = halvesOf(box).map((half) => coverHalf(half, finest))
  return {
    inside: covers.flatMap(({ inside }) => inside),
    edge: covers.flatMap(({ edge }) => edge),
  }
}

function coverHalf([west, south, east, north]: BoundingBox, finest: number): Cover {
  const cover: Cover = { inside: [], edge: [] }
  const visit = (tile: Tile): void => {
    const [left, low, right, high] = boxOfTile(tile)
    const isApart =
      left > east + margin || right < west - margin || low > north + margin || high < south - margin
    if (isApart) return
    const isInside =
      left > west + margin && right < east - margin && low > south + margin && high < north - margin
    if (isInside) cover.inside.push(tile)
    else if (tile.z === finest) cover.edge.push(tile)
    else for (const child of childrenOf(tile)) visit(child)
  }
  visit({ z: 0, x: 0, y: 0 })
  return cover
}

/** In the order of their cells. */
const childrenOf = ({ z, x, y }: Tile): Tile[] =>
  [0, 1, 2, 3].map((index) => ({ z: z + 1, x: 2 * x + (index & 1), y: 2 * y + (index >> 1) }))

/** Five steps below the zoom where a tile is as large as the box: about a hundred tiles along its edge. */
export function finestZoomOf([west, south, east, north]: BoundingBox): number {
  const first = mapPoint(west, north)
  const last = mapPoint(east, south)
  const size = Math.max(last.x - first.x, last.y - first.y, 1e-9)
  return Math.min(22, Math.max(1, Math.floor(Math.log2(1 / size)) + 5))
}

/** All cells that a box touches. */
export function rangesOfBox(box: BoundingBox): CellRange[] {
  const { inside, edge } = coverBox(box, finestZoomOf(box))
  return mergeRanges([...inside, ...edge].map((tile) => rangeOf(tile)))
}

/** A handful of ranges that hold all cells of a box, and up to twice as much around it. */
export const roughRangesOf = (box: BoundingBox): CellRange[] =>
  mergeRanges(halvesOf(box).flatMap(roughRangesOfHalf))

function roughRangesOfHalf([west, south, east, north]: BoundingBox): CellRange[] {
  // One step below the zoom where a tile is as large as the box.
  const zoom = Math.max(0, finestZoomOf([west, south, east, north]) - 4)
  const [first, last] = [tileAt(west, north, zoom), tileAt(east, south, zoom)]
  return mergeRanges(tilesWithin({ zoom, first, last }).map((tile) => rangeOf(tile)))
}

/** A rectangle of tiles of one zoom as few larger tiles. */
export function tilesWithin({
  zoom,
  first,
  last,
}: {
  zoom: number
  first: Tile
  last: Tile
}): Tile[] {
  const tiles: Tile[] = []
  const visit = (tile: Tile): void => {
    const steps = zoom - tile.z
    const [left, top] = [tile.x << steps, tile.y << steps]
    const [right, bottom] = [left + (1 << steps) - 1, top + (1 << steps) - 1]
    if (left > last.x || right < first.x || top > last.y || bottom < first.y) return
    const isInside = left >= first.x && right <= last.x && top >= first.y && bottom <= last.y
    if (isInside) tiles.push(tile)
    else for (const child of childrenOf(tile)) visit(child)
  }
  visit({ z: 0, x: 0, y: 0 })
  return tiles
}
