import type { BoundingBox } from '../../../../shared/geo.ts'
import type { DeskView } from '../address/desk-address.ts'
import type { DeskReader } from '../connection/reader-store.ts'

interface Pixels {
  width: number
  height: number
}

const tilePixels = 256
const closest = 17

/** Share of the world's height at a latitude in Web Mercator, 0 at the top. */
const mercator = (latitude: number) =>
  0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)

/** The view that holds a box, at whole zoom steps, so that tiles are drawn sharp. */
export function viewOfBox([west, south, east, north]: BoundingBox, size: Pixels): DeskView {
  const wide = Math.max(1e-9, (east - west) / 360)
  const high = Math.max(1e-9, mercator(south) - mercator(north))
  const zoom = Math.min(
    Math.log2(size.width / tilePixels / wide),
    Math.log2(size.height / tilePixels / high),
  )
  return {
    longitude: (west + east) / 2,
    latitude: (south + north) / 2,
    zoom: Math.max(3, Math.min(closest, Math.floor(zoom))),
  }
}

/** Where the map begins without an address: the areas of the chosen walks, of all dated walks, or the whole municipality. */
export function firstBox(reader: DeskReader, chosenWalks: readonly string[]): BoundingBox {
  const chosen = reader.walks.filter(({ id }) => chosenWalks.includes(id))
  const dated = reader.walks.filter(({ startsAt }) => startsAt !== null)
  const walks = chosen.length > 0 ? chosen : dated
  if (walks.length === 0) return reader.municipality.bounds
  return [
    Math.min(...walks.map(({ area }) => area[0])),
    Math.min(...walks.map(({ area }) => area[1])),
    Math.max(...walks.map(({ area }) => area[2])),
    Math.max(...walks.map(({ area }) => area[3])),
  ]
}

/** What a view of so many pixels shows: the map says it only after its first move. */
export function boxOfView({ longitude, latitude, zoom }: DeskView, size: Pixels): BoundingBox {
  const world = tilePixels * 2 ** zoom
  const halfWidth = (size.width / world / 2) * 360
  const middle = mercator(latitude)
  const halfHeight = size.height / world / 2
  const latitudeAt = (share: number) =>
    (Math.atan(Math.sinh(2 * Math.PI * (0.5 - share))) * 180) / Math.PI
  return [
    longitude - halfWidth,
    latitudeAt(middle + halfHeight),
    longitude + halfWidth,
    latitudeAt(middle - halfHeight),
  ]
}

/** The part of a view in which a whole pin can be seen; its tip at the very edge shows nobody what it is. */
export function comfortableBox([west, south, east, north]: BoundingBox): BoundingBox {
  const side = (east - west) / 20
  const top = (north - south) / 12
  return [west + side, south, east - side, north - top]
}
