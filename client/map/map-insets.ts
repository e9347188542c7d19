import type { Map as LeafletMap } from 'leaflet'
import { toLatLng, type MapPoint } from './leaflet-coordinates.ts'
import { markPixels } from './marks/stack-marks.ts'

/** How much of the map's upper and lower edge is covered, in pixels: the page sets it by two CSS properties. */
function sightInsets(map: LeafletMap): { top: number; bottom: number } {
  const style = getComputedStyle(map.getContainer())
  const read = (name: string) => Number.parseFloat(style.getPropertyValue(name)) || 0
  const { y: height } = map.getSize()
  // On a very low screen a middle part always counts as free.
  const most = Math.max(0, height / 2 - 40)
  return {
    top: Math.min(most, read('--map-inset-top')),
    bottom: Math.min(most, read('--map-inset-bottom')),
  }
}

/** Moves the map just so far that a mark is inside the screen and not covered; not at all when it is. */
export function panIntoSight(map: LeafletMap, point: MapPoint): void {
  const { top, bottom } = sightInsets(map)
  map.panInside(toLatLng(point), {
    paddingTopLeft: [markPixels, top + markPixels],
    paddingBottomRight: [markPixels, bottom + markPixels],
    animate: false,
  })
}

/** Returns whether a place of the map is visible: inside the screen and not covered. */
export function isInSight(map: LeafletMap, point: MapPoint): boolean {
  const { x: width, y: height } = map.getSize()
  const { x, y } = map.latLngToContainerPoint(toLatLng(point))
  const { top, bottom } = sightInsets(map)
  return x >= 0 && x <= width && y >= top && y <= height - bottom
}
