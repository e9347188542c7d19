import type { MapPoint } from './leaflet-coordinates.ts'

/** Place on the whole world's web map at a zoom, in CSS pixels from its north-western corner. */
export function pixelsOf(
  { longitude, latitude }: MapPoint,
  zoom: number,
): { x: number; y: number } {
  const size = 256 * 2 ** Math.round(zoom)
  const north = Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)
  return { x: ((longitude + 180) / 360) * size, y: (0.5 - north) * size }
}
