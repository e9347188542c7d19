import type { Cluster } from '../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import type { Observation } from '../../../shared/observation/observation.ts'

interface Place {
  longitude: number
  latitude: number
}

/** The square of the grid, 64 pixels of the web map wide, worked out from degrees. */
function squareOf({ longitude, latitude }: Place, zoom: number): { x: number; y: number } {
  const size = 2 ** (zoom + 2)
  const radians = (latitude * Math.PI) / 180
  const north = Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI
  return {
    x: Math.floor(((longitude + 180) / 360) * size),
    y: Math.floor(((1 - north) / 2) * size),
  }
}

/** Pins of all squares that the box touches: a square at its border is whole. */
export function inSquaresOf([west, south, east, north]: BoundingBox, zoom: number) {
  const first = squareOf({ longitude: west, latitude: north }, zoom)
  const last = squareOf({ longitude: east, latitude: south }, zoom)
  return ({ position }: Observation): boolean => {
    const { x, y } = squareOf(position, zoom)
    return x >= first.x && x <= last.x && y >= first.y && y <= last.y
  }
}

/** At the map's last zoom up to this many pins of a square come one by one. */
const lastZoom = 19
const mostTogether = 50

/** The groups that the desk must get for these pins, worked out the slow and plain way. Shares no code with the queries. */
export function expectedClusters(found: readonly Observation[], zoom: number) {
  const squares = Map.groupBy(found, ({ position }) => {
    const { x, y } = squareOf(position, zoom)
    return `${String(x)}/${String(y)}`
  })
  return [...squares.values()]
    .flatMap((items) =>
      zoom >= lastZoom && items.length <= mostTogether ? items.map((one) => [one]) : [items],
    )
    .map((items): Cluster => {
      const [only] = items
      const middle = {
        longitude: meanOf(items.map(({ position }) => position.longitude)),
        latitude: meanOf(items.map(({ position }) => position.latitude)),
        count: items.length,
      }
      if (items.length > 1 || !only) return middle
      const { id, category, status, severity, number } = only
      return {
        ...{ ...middle, id, category, status, severity },
        ...(number === null ? {} : { number }),
      }
    })
    .toSorted(byPlace)
}

/** In whole ten-millionths of a degree, which is how exactly places are counted; halves go to the even one. */
function meanOf(degrees: readonly number[]): number {
  const whole = degrees.map((value) => {
    const up = Math.round(value * 1e7)
    return up - value * 1e7 === 0.5 && up % 2 !== 0 ? up - 1 : up
  })
  return whole.reduce((total, value) => total + value, 0) / degrees.length / 1e7
}

/** Two lone pins on both sides of a line stand at one place when rounded. */
export const byPlace = (a: Cluster, b: Cluster) =>
  a.longitude - b.longitude ||
  a.latitude - b.latitude ||
  a.count - b.count ||
  (a.id ?? '').localeCompare(b.id ?? '')
