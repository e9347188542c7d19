import { distanceMetres } from '../../geo.ts'
import type { Observation } from '../observation.ts'

/** No duplicate itself, so that a chain of links always ends. */
export const canBeOriginal = ({
  isWithdrawn,
  status,
}: Pick<Observation, 'isWithdrawn' | 'status'>): boolean => !isWithdrawn && status !== 'duplicate'

/** Farther away it is hardly the same thing, however coarse both positions are. */
const farMetres = 100

/** In which ways a finding is unlike the one that it is called a duplicate of. */
const originalDifferences = ['category', 'walk', 'place'] as const
export type OriginalDifference = (typeof originalDifferences)[number]

type Compared = Pick<Observation, 'category' | 'walkId' | 'position'>

/** Returns why a person should look twice; nothing forbids it, since the same thing may be found again a year later. */
export function differencesBetween(finding: Compared, original: Compared): OriginalDifference[] {
  const isUnlike: Record<OriginalDifference, boolean> = {
    category: finding.category !== original.category,
    walk: finding.walkId !== original.walkId,
    place: distanceMetres(finding.position, original.position) > farMetres,
  }
  return originalDifferences.filter((difference) => isUnlike[difference])
}
