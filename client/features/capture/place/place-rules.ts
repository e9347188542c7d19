import { distanceMetres, type BoundingBox, type Position } from '../../../../shared/geo.ts'
import { limits, usefulAccuracyMetres } from '../../../../shared/limits.ts'

/** A phone that knows its place no better than this has pinned the wrong place before (domain.md §16.1, no. 5: 48 m). */
export const unsureMetres = 30

const accuracyOf = (position: Position): number =>
  position.source === 'gps' ? (position.accuracyMetres ?? 0) : 0

/** Too wide to be anybody's place: it can only be shown on the map or told in words. */
export const isCoarse = (position: Position): boolean => accuracyOf(position) > usefulAccuracyMetres

/** What is still open about the place, the most important first; `finding`: a fresh fix is awaited and may answer it. */
export type PlaceQuestion = 'missing' | 'finding' | 'coarse' | 'stale' | 'unsure'

interface PlaceFacts {
  position: Position | null
  /** The person has said that it is right, or has put it there. */
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

/** Middle of the area with a circle around all of it: where an address lies when nobody has shown it on the map. */
export function addressPosition(area: BoundingBox): Position {
  const center = middle(area)
  const corner = { longitude: area[2], latitude: area[3] }
  const radius = Math.ceil(distanceMetres(center, corner))
  return {
    ...center,
    accuracyMetres: Math.min(radius, limits.positionAccuracyMetres),
    source: 'address',
  }
}

const middle = ([west, south, east, north]: BoundingBox) => ({
  longitude: (west + east) / 2,
  latitude: (south + north) / 2,
})

/** Where a map for placing the pin opens: at the pin, else where the person is, else over the whole walk. */
export function firstView(pin: Position | null, own: Position | null, area: BoundingBox) {
  const shown = pin?.source === 'address' ? own : (pin ?? own)
  return shown ? { center: shown, zoom: 17 } : { center: middle(area), zoom: 15 }
}
