import { listQuery, emptyFilter } from '../filter/chosen-filter.ts'
import type { useReaderStore } from '../connection/reader-store.ts'
import { distanceMetres, type BoundingBox, type Position } from '../../../../shared/geo.ts'
import { duplicateDistanceMetres } from '../../../../shared/limits.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'

export interface NearbySame {
  observation: VisibleObservation
  metres: number
}

const metresPerDegree = 111_195

/** A box that holds the circle in which two pins of one category may be the same thing (domain.md §9). */
export function boxAround({ longitude, latitude }: Position): BoundingBox {
  const north = duplicateDistanceMetres / metresPerDegree
  const east = north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180))
  return [longitude - east, latitude - north, longitude + east, latitude + north]
}

/** Suggestions, never merges: same category within 15 m, nearest first. */
export function nearestSame(
  around: VisibleObservation,
  candidates: readonly VisibleObservation[],
): NearbySame[] {
  return candidates
    .filter((other) => other.id !== around.id && other.category === around.category)
    .map((observation) => ({
      observation,
      metres: distanceMetres(around.position, observation.position),
    }))
    .filter(({ metres }) => metres <= duplicateDistanceMetres)
    .toSorted((a, b) => a.metres - b.metres)
}

/** Asks the server for the same category in the box; nothing to show when it does not answer. */
export async function readNearby(
  desk: ReturnType<typeof useReaderStore>,
  around: VisibleObservation,
  signal: AbortSignal,
): Promise<NearbySame[]> {
  const filter = { ...emptyFilter, categories: [around.category] }
  const query = { ...listQuery(filter, 'new', boxAround(around.position)), limit: 20 }
  const answer = await desk.ask('listObservations', { query, signal })
  return answer.state === 'answered' ? nearestSame(around, answer.value.items) : []
}
