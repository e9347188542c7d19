import { distanceMetres, type BoundingBox, type Position } from '../../../shared/geo.ts'
import { limits } from '../../../shared/limits.ts'

/** A phone that knows its place no better than this has pinned the wrong place before (domain.md §16.1, no. 5: 48 m). */
export const unsureMetres = 30

export const isUnsure = (position: Position | null): boolean =>
  position?.source === 'gps' && (position.accuracyMetres ?? 0) > unsureMetres

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
