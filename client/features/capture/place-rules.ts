import { distanceMetres, type BoundingBox, type Position } from '../../../shared/geo.ts'

/** A phone that knows its place no better than this has pinned the wrong place before (domain.md §16.1, no. 5: 48 m). */
export const unsureMetres = 30

export const isUnsure = (position: Position | null): boolean =>
  position?.source === 'gps' && (position.accuracyMetres ?? 0) > unsureMetres

/** Middle of the area with a circle around all of it: where an address lies when nobody has shown it on the map. */
export function addressPosition([west, south, east, north]: BoundingBox): Position {
  const longitude = (west + east) / 2
  const latitude = (south + north) / 2
  const corner = { longitude: east, latitude: north }
  const accuracyMetres = Math.ceil(distanceMetres({ longitude, latitude }, corner))
  return { longitude, latitude, accuracyMetres, source: 'address' }
}
