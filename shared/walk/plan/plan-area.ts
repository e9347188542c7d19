import { boxAround, type BoundingBox } from '../../geo.ts'

type Point = readonly [longitude: number, latitude: number]

/** Room around the way for what is pinned beside it. */
const marginMetres = 300
const metresPerDegree = 111_195

/** The area of a walk: its stops and its route with room around them, within the municipality; all of that without any. */
export function areaAround(points: readonly Point[], bounds: BoundingBox): BoundingBox {
  if (points.length === 0) return bounds
  const [west, south, east, north] = boxAround(points.map(([x, y]) => [x, y, x, y]))
  const high = marginMetres / metresPerDegree
  const wide = high / Math.cos((((south + north) / 2) * Math.PI) / 180)
  return [
    Math.max(bounds[0], west - wide),
    Math.max(bounds[1], south - high),
    Math.min(bounds[2], east + wide),
    Math.min(bounds[3], north + high),
  ]
}
