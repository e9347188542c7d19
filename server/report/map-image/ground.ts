import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import type { MapSet } from '../../store/map/map-set.ts'
import { readTile } from '../../store/map/read-tile.ts'
import { coveringTiles, type Tile } from '../../../shared/tile-grid.ts'
import { groundRules, type GroundRule } from './ground-rules.ts'
import type { MapView, Point } from './map-view.ts'

export type ReportMaps = Pick<MapSet, 'parts' | 'tile' | 'attribution'>

const mostTiles = 80
/** Pixels of the drawing per tile: with fewer, the map's own details are too fine to be seen. */
const tilePixels = 400

/** Returns the ground of a map as SVG: land, water, green, buildings and ways; null where the installation's map has nothing there. */
export async function drawGround(maps: ReportMaps, view: MapView): Promise<string | null> {
  const tiles = tilesOf(maps, view)
  const paths = new Map<GroundRule, string[]>(groundRules.map((rule) => [rule, []]))
  let isEmpty = true
  for (const tile of tiles) {
    const bytes = await readTile(maps, tile)
    if (!bytes) continue
    isEmpty = false
    collectPaths(layersOf(bytes), { tile, view, paths })
  }
  if (isEmpty) return null
  return groundRules.map((rule) => rule.paint((paths.get(rule) ?? []).join(''), view)).join('')
}

/** The zoom at which the map has as much detail as can be seen, or the finest that it has there. */
function tilesOf({ parts }: ReportMaps, { world, box }: MapView): readonly Tile[] {
  const finest = Math.max(...parts.map(({ maxZoom }) => maxZoom))
  const coarsest = Math.min(...parts.map(({ minZoom }) => minZoom))
  const wanted = Math.round(Math.log2(world / tilePixels))
  for (let zoom = Math.min(finest, Math.max(coarsest, wanted)); zoom >= coarsest; zoom -= 1) {
    const tiles = coveringTiles(box, { minZoom: zoom, maxZoom: zoom, limit: mostTiles })
    if (tiles) return tiles
  }
  return []
}

type Layers = VectorTile['layers']

/** Bytes that are no tile leave a hole in the map and stop nothing. */
function layersOf(bytes: ArrayBuffer): Layers {
  try {
    return new VectorTile(new PbfReader(new Uint8Array(bytes))).layers
  } catch {
    return {}
  }
}

interface Collecting {
  tile: Tile
  view: MapView
  paths: ReadonlyMap<GroundRule, string[]>
}

function collectPaths(layers: Layers, { tile, view, paths }: Collecting): void {
  for (const [rule, found] of paths) {
    const layer = layers[rule.layer]
    for (let index = 0; index < (layer?.length ?? 0); index += 1) {
      const feature = layer?.feature(index)
      if (!feature || feature.type !== shapeTypes[rule.shape]) continue
      if (rule.kinds && !rule.kinds.includes(String(feature.properties['kind']))) continue
      found.push(pathOf(feature, { tile, view, isClosed: rule.shape === 'area' }))
    }
  }
}

/** Types of geometry (Mapbox Vector Tile specification 2.1, 4.3.4). */
const shapeTypes = { line: 2, area: 3 } as const

type Feature = ReturnType<Layers[string]['feature']>
interface Placing {
  tile: Tile
  view: MapView
  isClosed: boolean
}

function pathOf(feature: Feature, { tile: { x, y, z }, view, isClosed }: Placing): string {
  const size = 2 ** z
  const { extent } = feature
  return feature
    .loadGeometry()
    .map((part) => {
      const points = part.map((point) =>
        view.fromShares({ x: (x + point.x / extent) / size, y: (y + point.y / extent) / size }),
      )
      return lineThrough(points) + (isClosed ? 'Z' : '')
    })
    .join('')
}

/** Returns the path data of a line; tenths of a pixel are enough. */
export const lineThrough = (points: readonly Point[]): string =>
  points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('')
