import type { BoundingBox } from './geo.ts'

/** A square of the web map: `x` east and `y` south from the north-west corner, `2^z` each way. */
export interface Tile {
  z: number
  x: number
  y: number
}

/** The map comes no nearer; vector data is drawn enlarged up to here. */
export const maxMapZoom = 19

/** Latitude where the web map's square ends. */
const edgeLatitude = 85.051_128_779_806_6

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** A point as shares of the map's square (web mercator), from the north-west corner. */
export function mapPoint(longitude: number, latitude: number): { x: number; y: number } {
  const radians = (clamp(latitude, -edgeLatitude, edgeLatitude) * Math.PI) / 180
  return { x: (longitude + 180) / 360, y: (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2 }
}

/** The latitude at a share of the map's height, 0 at the top; the inverse of `mapPoint`. */
export const latitudeAt = (y: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI

/** The tile that a point lies in. */
export function tileAt(longitude: number, latitude: number, z: number): Tile {
  const size = 2 ** z
  const { x, y } = mapPoint(longitude, latitude)
  const within = (share: number) => clamp(Math.floor(share * size), 0, size - 1)
  return { z, x: within(x), y: within(y) }
}

/** Degrees of a tile's sides; the inverse of `tileAt`. */
export function boxOfTile({ z, x, y }: Tile): BoundingBox {
  const size = 2 ** z
  const longitude = (column: number) => (column / size) * 360 - 180
  return [longitude(x), latitudeAt((y + 1) / size), longitude(x + 1), latitudeAt(y / size)]
}

/** Whether a box touches a tile. Boxes do not cross the antimeridian: walks are in one town. */
export function touchesTile([west, south, east, north]: BoundingBox, tile: Tile): boolean {
  const first = tileAt(west, north, tile.z)
  const last = tileAt(east, south, tile.z)
  return tile.x >= first.x && tile.x <= last.x && tile.y >= first.y && tile.y <= last.y
}

/** Tiles that a box touches from the coarsest zoom to the finest; undefined when they are more than `limit`. */
export function coveringTiles(
  [west, south, east, north]: BoundingBox,
  { minZoom, maxZoom, limit }: { minZoom: number; maxZoom: number; limit: number },
): Tile[] | undefined {
  const tiles: Tile[] = []
  for (let z = minZoom; z <= maxZoom; z += 1) {
    const first = tileAt(west, north, z)
    const last = tileAt(east, south, z)
    if (tiles.length + (last.x - first.x + 1) * (last.y - first.y + 1) > limit) return undefined
    for (let x = first.x; x <= last.x; x += 1) {
      for (let y = first.y; y <= last.y; y += 1) tiles.push({ z, x, y })
    }
  }
  return tiles
}
