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

export const centreOf = ([west, south, east, north]: BoundingBox) => ({
  longitude: (west + east) / 2,
  latitude: (south + north) / 2,
})

/** What is shown and computed by before any municipality is known. */
export const middleOfDenmark = { longitude: 10.5, latitude: 56 }

/**
 * The box as it lies on the globe: a map that was dragged round the world, or shows more than one of it, names degrees beyond it. One
 * across the antimeridian keeps `east` above 180; `halvesOf` takes it apart.
 */
export function boxOnGlobe([west, south, east, north]: BoundingBox): BoundingBox {
  const [low, high] = [Math.max(-90, Math.min(90, south)), Math.max(-90, Math.min(90, north))]
  if (east - west >= 360) return [-180, low, 180, high]
  if (west >= -180 && east <= 180) return [west, low, east, high]
  const turns = 360 * Math.floor((west + 180) / 360)
  return [west - turns, low, east - turns, high]
}

/** A box on the globe as boxes that end at the antimeridian: one, or two for one that lies across it. */
export function halvesOf(box: BoundingBox): BoundingBox[] {
  const [west, south, east, north] = box
  if (east <= 180) return [box]
  return [
    [west, south, 180, north],
    [-180, south, east - 360, north],
  ]
}

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

/** The smallest box that holds all of them. */
export function boxAround(boxes: readonly BoundingBox[]): BoundingBox {
  return [
    Math.min(...boxes.map(([west]) => west)),
    Math.min(...boxes.map(([, south]) => south)),
    Math.max(...boxes.map(([, , east]) => east)),
    Math.max(...boxes.map(([, , , north]) => north)),
  ]
}

/** How much of the first box the second one covers, 0 to 1, by degrees. */
export function sharedPart(box: BoundingBox, other: BoundingBox): number {
  const [west, south, east, north] = box
  const width = Math.min(east, other[2]) - Math.max(west, other[0])
  const height = Math.min(north, other[3]) - Math.max(south, other[1])
  if (width <= 0 || height <= 0) return 0
  return (width * height) / ((east - west) * (north - south))
}

/** Points looked at along each side. */
const samples = 40

/** How much of a box several others cover together, 0 to 1; they may overlap. */
export function coveredPart(box: BoundingBox, others: readonly BoundingBox[]): number {
  const [west, south, east, north] = box
  let inside = 0
  for (let column = 0; column < samples; column += 1) {
    for (let row = 0; row < samples; row += 1) {
      const longitude = west + ((column + 0.5) / samples) * (east - west)
      const latitude = south + ((row + 0.5) / samples) * (north - south)
      if (others.some((other) => isInsideBox({ longitude, latitude }, other))) inside += 1
    }
  }
  return inside / samples ** 2
}

/** The shortest way from a point to a box of a city's size; 0 inside it. */
export function metresToBox(point: Point, [west, south, east, north]: BoundingBox): number {
  const between = (value: number, least: number, most: number) =>
    Math.min(most, Math.max(least, value))
  return distanceMetres(point, {
    longitude: between(point.longitude, west, east),
    latitude: between(point.latitude, south, north),
  })
}
