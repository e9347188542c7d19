/** Where a position came from: the phone, a tap on the map, or a typed address. */
export const positionSources = ['gps', 'map', 'address'] as const
export type PositionSource = (typeof positionSources)[number]

/** WGS84 degrees, longitude first as in GeoJSON (RFC 7946). */
export interface Position {
  longitude: number
  latitude: number
  /** Radius in metres within which the place lies; absent when the person chose it on the map. */
  accuracyMetres?: number
  source: PositionSource
}

/** West, south, east, north in degrees. */
export type BoundingBox = readonly [west: number, south: number, east: number, north: number]

const earthRadiusMetres = 6_371_008.8
const toRadians = (degrees: number) => (degrees * Math.PI) / 180

interface Point {
  longitude: number
  latitude: number
}

/** Great-circle distance in metres (haversine, mean earth radius of IUGG). */
export function distanceMetres(a: Point, b: Point): number {
  const dLat = toRadians(b.latitude - a.latitude)
  const dLon = toRadians(b.longitude - a.longitude)
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(toRadians(a.latitude)) * Math.cos(toRadians(b.latitude)) * Math.sin(dLon / 2) ** 2
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)))
}

export function isInsideBox(point: Point, box: BoundingBox): boolean {
  const [west, south, east, north] = box
  return (
    point.longitude >= west &&
    point.longitude <= east &&
    point.latitude >= south &&
    point.latitude <= north
  )
}
