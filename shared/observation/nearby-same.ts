import { distanceMetres, type BoundingBox, type Position } from '../geo.ts'
import { duplicateDistanceMetres } from '../limits.ts'
import type { VisibleObservation } from './visible-observation.ts'

export interface NearbySame {
  observation: VisibleObservation
  metres: number
}

/** A pin that others are compared with; a draft may have no category or place yet. */
interface ComparedPin {
  id: string
  category: string | null
  position: Position | null
}

/** A fix less accurate than this is useless for a comparison; the circle is widened no further. */
const widestMetres = 50

const metresPerDegree = 111_195

/**
 * Returns pins of the same category near enough to be the same thing, nearest first: within `duplicateDistanceMetres`, widened by
 * the accuracy of both positions. Solved ones count too (the lamp may be out again); withdrawn pins and duplicates do not. These are
 * suggestions for a person: nothing is merged.
 */
export function findNearbySame(
  { id, category, position }: ComparedPin,
  observations: readonly VisibleObservation[],
): NearbySame[] {
  if (!position || !category || position.source === 'address') return []
  return observations
    .filter(
      (other) =>
        other.category === category &&
        other.id !== id &&
        !other.isWithdrawn &&
        other.status !== 'duplicate' &&
        other.position.source !== 'address',
    )
    .map((observation) => ({ observation, metres: distanceMetres(position, observation.position) }))
    .filter(({ observation, metres }) => metres <= reach(position, observation.position))
    .sort((a, b) => a.metres - b.metres)
}

/** Returns a box that holds every pin `findNearbySame` can find, however inaccurate that pin's own position is. */
export function boxOfNearbySame(position: Position): BoundingBox {
  const { longitude, latitude } = position
  const north =
    (duplicateDistanceMetres + Math.hypot(uncertainty(position), widestMetres)) / metresPerDegree
  const east = north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180))
  return [longitude - east, latitude - north, longitude + east, latitude + north]
}

const uncertainty = ({ accuracyMetres = 0 }: Position) => Math.min(accuracyMetres, widestMetres)

/** Errors of two fixes add up like the sides of a right angle, not end to end. */
const reach = (a: Position, b: Position): number =>
  duplicateDistanceMetres + Math.hypot(uncertainty(a), uncertainty(b))
