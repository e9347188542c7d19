import { distanceMetres, type Position } from '../../../../shared/geo.ts'
import { duplicateDistanceMetres } from '../../../../shared/limits.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'

export interface NearbySame {
  observation: VisibleObservation
  metres: number
}

/** A fix worse than this says too little for a comparison; the circle is widened no further. */
const widestMetres = 50

/**
 * Pins of the same category near enough to be the same thing, nearest first: within `duplicateDistanceMetres`, widened by how
 * uncertain both positions are. Solved ones count too (the lamp may be out again); withdrawn and declared doubles do not.
 */
export function findNearbySame(
  draft: { observationId: string; category: string | null; position: Position | null },
  observations: readonly VisibleObservation[],
): NearbySame[] {
  const { position, category } = draft
  if (!position || !category || position.source === 'address') return []
  return observations
    .filter(
      (other) =>
        other.category === category &&
        other.id !== draft.observationId &&
        !other.isWithdrawn &&
        other.status !== 'duplicate' &&
        other.position.source !== 'address',
    )
    .map((observation) => ({ observation, metres: distanceMetres(position, observation.position) }))
    .filter(({ observation, metres }) => metres <= reach(position, observation.position))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, 3)
}

const uncertainty = ({ accuracyMetres = 0 }: Position) => Math.min(accuracyMetres, widestMetres)

/** Errors of two fixes add up like the sides of a right angle, not end to end. */
const reach = (a: Position, b: Position): number =>
  duplicateDistanceMetres + Math.hypot(uncertainty(a), uncertainty(b))
