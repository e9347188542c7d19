import { boxOnGlobe, type BoundingBox } from '../../../shared/geo.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'

/**
 * Parses `west,south,east,north` into numbers, also of a map that was panned round the world (`boxOnGlobe`); `bad-request` when two
 * sides are swapped or one is no number.
 */
export function parseBox(text: string): Outcome<BoundingBox> {
  const parts = text.split(',')
  const [west = NaN, south = NaN, east = NaN, north = NaN] = parts.map(Number)
  const isSound = parts.length === 4 && west <= east && south <= north
  if (!isSound || !Number.isFinite(east - west)) return refuse('bad-request', { field: 'bbox' })
  return succeed(boxOnGlobe([west, south, east, north]))
}
