import type { BoundingBox } from '../../shared/geo.ts'
import { refuse, succeed, type Outcome } from '../../shared/problem.ts'

/** `west,south,east,north` as numbers; `bad-request` when a side is turned round or off the globe. */
export function parseBox(text: string): Outcome<BoundingBox> {
  const [west, south, east, north] = text.split(',').map(Number)
  if (west === undefined || south === undefined || east === undefined || north === undefined) {
    return refuse('bad-request')
  }
  const isOnGlobe = west >= -180 && east <= 180 && south >= -90 && north <= 90
  if (!isOnGlobe || west > east || south > north) return refuse('bad-request')
  return succeed([west, south, east, north])
}
