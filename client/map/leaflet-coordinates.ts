import { latLng, latLngBounds, type LatLng, type LatLngBounds } from 'leaflet'
import type { BoundingBox, Position, PositionSource } from '../../shared/geo.ts'

/**
 * The only place where the axes are swapped: everywhere else it is (longitude, latitude), only Leaflet uses (lat, lng) (domain.md
 * §12).
 */
export interface MapPoint {
  longitude: number
  latitude: number
}

export function toLatLng(point: MapPoint): LatLng {
  return latLng(point.latitude, point.longitude)
}

export function toPoint(place: LatLng): MapPoint {
  const wrapped = place.wrap()
  return { longitude: round(wrapped.lng), latitude: round(wrapped.lat) }
}

/** A place that a person chose on the map: without accuracy, because the choice is exact. */
export function toPosition(place: LatLng, source: PositionSource = 'map'): Position {
  return { ...toPoint(place), source }
}

export function toLatLngs(way: readonly (readonly [longitude: number, latitude: number])[]) {
  return way.map(([longitude, latitude]) => latLng(latitude, longitude))
}

export function toLeafletBounds([west, south, east, north]: BoundingBox): LatLngBounds {
  return latLngBounds([south, west], [north, east])
}

export function toBox(bounds: LatLngBounds): BoundingBox {
  return [
    round(bounds.getWest()),
    round(bounds.getSouth()),
    round(bounds.getEast()),
    round(bounds.getNorth()),
  ]
}

/** Seven decimals are a centimetre; more would be noise in addresses and on the wire. */
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7
