import { isInsideBox, type BoundingBox } from '../geo.ts'
import { mapPoint, type Tile } from '../tile-grid.ts'
import { reachMetres } from './distance-rules.ts'
import { metresPerShare } from './metres-to.ts'
import { nearestName } from './nearest-name.ts'
import type { PlaceName } from './place-name.ts'
import { tileNamesOf, type NamedFeature } from './tile-names.ts'

export interface MapReading {
  /** The finest level that the map has at a point, or undefined where it has none. */
  zoomAt(point: MapPlace): Promise<number | undefined>
  /** Returns an uncompressed vector tile, undefined where the map has none; rejects when it cannot be read now. */
  read(tile: Tile): Promise<ArrayBuffer | undefined>
}

/** WGS84 degrees. */
export interface MapPlace {
  longitude: number
  latitude: number
}

interface MapPart {
  bounds: BoundingBox
  maxZoom: number
}

/** The finest level that any part of the map has at a place; undefined beyond all of them. */
export function finestZoomAt(parts: readonly MapPart[], place: MapPlace): number | undefined {
  const zooms = parts
    .filter(({ bounds }) => isInsideBox(place, bounds))
    .map(({ maxZoom }) => maxZoom)
  return zooms.length === 0 ? undefined : Math.max(...zooms)
}

export interface PlaceNameReader {
  /**
   * Returns what the map calls a point; null where it has no name or there is no map. Rejects when a tile cannot be read now: half of
   * the map could give a wrong name.
   */
  nameAt: (place: MapPlace) => Promise<PlaceName | null>
}

/** Tiles whose names are kept in memory: at zoom 15 about 3 by 3 km in Denmark, and a few megabytes in a town. */
const keptTiles = 24

/** Names of places out of a map's tiles. Each tile is decoded once as long as it is in use. */
export function createPlaceNameReader(map: MapReading): PlaceNameReader {
  const kept = new Map<string, Promise<NamedFeature[]>>()

  function namesOf(tile: Tile): Promise<NamedFeature[]> {
    const key = `${String(tile.z)}/${String(tile.x)}/${String(tile.y)}`
    const names = kept.get(key) ?? readNames(map, tile)
    // The latest one used is the last to go.
    kept.delete(key)
    kept.set(key, names)
    names.catch(() => kept.delete(key))
    const [oldest] = kept.keys()
    if (kept.size > keptTiles && oldest !== undefined) kept.delete(oldest)
    return names
  }

  return {
    async nameAt(place) {
      const zoom = await map.zoomAt(place)
      if (zoom === undefined) return null
      const names = await Promise.all(tilesAround(place, zoom).map(namesOf))
      return nearestName(mapPoint(place.longitude, place.latitude), names.flat())
    },
  }
}

async function readNames(map: MapReading, tile: Tile): Promise<NamedFeature[]> {
  const bytes = await map.read(tile)
  return bytes ? tileNamesOf(bytes, tile) : []
}

/** The tiles in which something within reach of a point can lie: a street just across the edge counts like any other. */
function tilesAround(place: MapPlace, z: number): Tile[] {
  const point = mapPoint(place.longitude, place.latitude)
  const reach = reachMetres / metresPerShare(point)
  const size = 2 ** z
  const range = (share: number): number[] => {
    const first = Math.max(0, Math.floor((share - reach) * size))
    const last = Math.min(size - 1, Math.floor((share + reach) * size))
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  }
  return range(point.x).flatMap((x) => range(point.y).map((y) => ({ z, x, y })))
}
