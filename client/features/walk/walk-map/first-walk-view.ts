import { centreOf, middleOfDenmark, type BoundingBox } from '../../../../shared/geo.ts'
import type { Walk } from '../../../../shared/walk/walk.ts'

/** Zoom at which a box of degrees fits about 360 pixels of width: 256 pixels are 360° at zoom 0. */
function zoomFor(west: number, east: number): number {
  const degrees = Math.max(east - west, 0.0005)
  return Math.max(11, Math.min(17, Math.floor(Math.log2((360 / degrees) * (360 / 256)))))
}

/** Returns where the map opens: over the route, else over the walk's area. */
export function firstWalkView(walk: Walk | null) {
  if (!walk) return { center: middleOfDenmark, zoom: 6 }
  const box = walk.route.length > 0 ? boxOf(walk.route) : walk.area
  return { center: centreOf(box), zoom: zoomFor(box[0], box[2]) }
}

function boxOf(route: Walk['route']): BoundingBox {
  const longitudes = route.map(([longitude]) => longitude)
  const latitudes = route.map(([, latitude]) => latitude)
  return [
    Math.min(...longitudes),
    Math.min(...latitudes),
    Math.max(...longitudes),
    Math.max(...latitudes),
  ]
}
