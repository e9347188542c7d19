import { boxAround, centreOf, type BoundingBox } from '../../../../shared/geo.ts'
import { latitudeAt, mapPoint } from '../../../../shared/tile-grid.ts'
import type { DeskView } from '../address/desk-address.ts'
import type { DeskReader } from '../connection/reader-store.ts'

interface Pixels {
  width: number
  height: number
}

const tilePixels = 256
const closest = 17

/** Returns the view that holds a box, at whole zoom steps, so that tiles are drawn sharp. */
export function viewOfBox(box: BoundingBox, size: Pixels): DeskView {
  const [west, south, east, north] = box
  const wide = Math.max(1e-9, (east - west) / 360)
  const high = Math.max(1e-9, mapPoint(west, south).y - mapPoint(east, north).y)
  const zoom = Math.min(
    Math.log2(size.width / tilePixels / wide),
    Math.log2(size.height / tilePixels / high),
  )
  return {
    ...centreOf(box),
    zoom: Math.max(3, Math.min(closest, Math.floor(zoom))),
  }
}

/** Returns the first view without an address: the areas of the chosen walks, of all dated walks, or the whole municipality. */
export function firstBox(reader: DeskReader, chosenWalks: readonly string[]): BoundingBox {
  const chosen = reader.walks.filter(({ id }) => chosenWalks.includes(id))
  const dated = reader.walks.filter(({ startsAt }) => startsAt !== null)
  const walks = chosen.length > 0 ? chosen : dated
  if (walks.length === 0) return reader.municipality.bounds
  return boxAround(walks.map(({ area }) => area))
}

/** Returns what a view of the given size shows, because the map reports it only after its first move. */
export function boxOfView({ longitude, latitude, zoom }: DeskView, size: Pixels): BoundingBox {
  const world = tilePixels * 2 ** zoom
  const halfWidth = (size.width / world / 2) * 360
  const middle = mapPoint(longitude, latitude).y
  const halfHeight = size.height / world / 2
  return [
    longitude - halfWidth,
    latitudeAt(middle + halfHeight),
    longitude + halfWidth,
    latitudeAt(middle - halfHeight),
  ]
}

/** Returns the part of a view in which a whole pin is visible; a pin whose tip is at the very edge cannot be recognised. */
export function comfortableBox([west, south, east, north]: BoundingBox): BoundingBox {
  const side = (east - west) / 20
  const top = (north - south) / 12
  return [west + side, south, east - side, north - top]
}
