import type { BoundingBox } from '../../../shared/geo.ts'
import { coveringTiles } from '../../../shared/tile-grid.ts'
import { tileName } from '../../local/tiles/tile-record.ts'

interface MapTiles {
  maxZoom: number
  /** `z/x/y` of the tiles with data. */
  names: readonly string[]
}

/** More tiles than any area has that may be kept. */
const limit = 100_000

/**
 * Returns the share of a box, 0 to 1, for which a map has tiles of its finest level, which show streets. Coarse tiles reach far
 * beyond the place that a map was made for and prove nothing.
 */
export function coverageOf(box: BoundingBox, { maxZoom, names }: MapTiles): number {
  const wanted = coveringTiles(box, { minZoom: maxZoom, maxZoom, limit }) ?? []
  const known = new Set(names)
  const there = wanted.filter((tile) => known.has(tileName(tile)))
  return wanted.length === 0 ? 0 : there.length / wanted.length
}

export const isInside = (inner: BoundingBox, outer: BoundingBox): boolean =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
