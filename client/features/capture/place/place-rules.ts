import {
  centreOf,
  distanceMetres,
  type BoundingBox,
  type Position,
} from '../../../../shared/geo.ts'
import { limits, usefulAccuracyMetres } from '../../../../shared/limits.ts'

/** Less accurate positions than this have put pins in the wrong place before (domain.md §16.1, no. 5: 48 m). */
const unsureMetres = 30

const accuracyOf = (position: Position): number =>
  position.source === 'gps' ? (position.accuracyMetres ?? 0) : 0

/** Too inaccurate to find the place by: it has to be shown on the map or told in words. */
export const isCoarse = (position: Position): boolean => accuracyOf(position) > usefulAccuracyMetres

/** The open question about the place, the most important first; `finding`: a fresh fix is awaited and may answer it. */
export type PlaceQuestion = 'missing' | 'finding' | 'coarse' | 'stale' | 'unsure'

interface PlaceFacts {
  position: Position | null
  /** The person has confirmed it, or has put it there. */
  isConfirmed: boolean
  isFinding: boolean
  /** The fix was old when the pin was put. */
  isStale: boolean
}

export function placeQuestion(facts: PlaceFacts): PlaceQuestion | null {
  const { position, isConfirmed, isFinding, isStale } = facts
  if (!position) return 'missing'
  if (position.source !== 'gps') return null
  if (isFinding && !isConfirmed) return 'finding'
  if (isCoarse(position)) return 'coarse'
  if (isConfirmed) return null
  if (isStale) return 'stale'
  return accuracyOf(position) > unsureMetres ? 'unsure' : null
}

/** Returns the middle of the area with a circle around all of it: the position of an address that nobody has shown on the map. */
export function addressPosition(area: BoundingBox): Position {
  const center = centreOf(area)
  const corner = { longitude: area[2], latitude: area[3] }
  const radius = Math.ceil(distanceMetres(center, corner))
  return {
    ...center,
    accuracyMetres: Math.min(radius, limits.positionAccuracyMetres),
    source: 'address',
  }
}

/** Returns where a map for placing the pin opens: at the pin, else where the person is, else over the whole walk. */
export function firstView(pin: Position | null, own: Position | null, area: BoundingBox) {
  const shown = pin?.source === 'address' ? own : (pin ?? own)
  return shown ? { center: shown, zoom: 17 } : { center: centreOf(area), zoom: 15 }
}
