import { centreOf, type BoundingBox } from '../../shared/geo.ts'
import { latitudeAt, mapPoint } from '../../shared/tile-grid.ts'

/** What a map shows, by its middle. */
export interface CentredView {
  longitude: number
  latitude: number
  zoom: number
}

interface Pixels {
  width: number
  height: number
}

const tilePixels = 256
const closest = 17

/** Returns the view that holds a box, at whole zoom steps, so that tiles are drawn sharp. */
export function viewOfBox(box: BoundingBox, size: Pixels): CentredView {
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

/** Returns what a view of the given size shows, because the map reports it only after its first move. */
export function boxOfView({ longitude, latitude, zoom }: CentredView, size: Pixels): BoundingBox {
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
