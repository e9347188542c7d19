import type { MapPoint } from './leaflet-coordinates.ts'
import type { MapPin } from './map-content.ts'
import { pixelsOf } from './map-pixels.ts'

/** Above so many pins in view the walk app shows circles with counts. */
export const clusterAbove = 60
const cellPixels = 72

export interface PinGroup extends MapPoint {
  id: string
  pins: readonly MapPin[]
}

export interface ClusteredPins {
  pins: MapPin[]
  groups: PinGroup[]
}

/**
 * Puts pins that share a cell of 72 px into one group, when there are more than 60. `keep` (the selected pin) is never
 * hidden in a group. Cells hang on the world, not on the screen, so panning does not shuffle them.
 */
export function clusterPins(
  pins: readonly MapPin[],
  zoom: number,
  keep: string | null,
): ClusteredPins {
  if (pins.length <= clusterAbove) return { pins: [...pins], groups: [] }
  const cells = new Map<string, MapPin[]>()
  const single: MapPin[] = []
  for (const pin of pins) {
    if (pin.id === keep) single.push(pin)
    else {
      const key = cellOf(pin, zoom)
      const cell = cells.get(key)
      if (cell) cell.push(pin)
      else cells.set(key, [pin])
    }
  }
  const groups: PinGroup[] = []
  for (const [key, members] of cells) {
    if (members.length === 1) single.push(...members)
    else groups.push({ id: `cell:${key}`, pins: members, ...middleOf(members) })
  }
  return { pins: single, groups }
}

function cellOf(point: MapPoint, zoom: number): string {
  const { x, y } = pixelsOf(point, zoom)
  return `${Math.round(zoom)}:${Math.floor(x / cellPixels)}:${Math.floor(y / cellPixels)}`
}

function middleOf(pins: readonly MapPin[]): MapPoint {
  const sum = (pick: (pin: MapPin) => number) =>
    pins.reduce((total, pin) => total + pick(pin), 0) / pins.length
  return { longitude: sum((pin) => pin.longitude), latitude: sum((pin) => pin.latitude) }
}
