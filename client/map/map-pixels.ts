import { mapPoint } from '../../shared/tile-grid.ts'
import type { MapPoint } from './leaflet-coordinates.ts'

/** Place on the whole world's web map at a zoom, in CSS pixels from its north-western corner. */
export function pixelsOf(
  { longitude, latitude }: MapPoint,
  zoom: number,
): { x: number; y: number } {
  const size = 256 * 2 ** Math.round(zoom)
  const { x, y } = mapPoint(longitude, latitude)
  return { x: x * size, y: y * size }
}
