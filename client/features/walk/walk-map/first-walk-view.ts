import type { Walk } from '../../../../shared/walk/walk.ts'

/** Zoom at which a box of degrees fits about 360 pixels of width: 256 pixels are 360° at zoom 0. */
function zoomFor(west: number, east: number): number {
  const degrees = Math.max(east - west, 0.0005)
  return Math.max(11, Math.min(17, Math.floor(Math.log2((360 / degrees) * (360 / 256)))))
}

/** Where the map opens: over the route, else over the walk's area. */
export function firstWalkView(walk: Walk | null) {
  if (!walk) return { center: { longitude: 9.92, latitude: 57.05 }, zoom: 12 }
  const [west, south, east, north] = walk.route.length > 0 ? boxOf(walk.route) : walk.area
  const center = { longitude: (west + east) / 2, latitude: (south + north) / 2 }
  return { center, zoom: zoomFor(west, east) }
}

function boxOf(route: Walk['route']): [number, number, number, number] {
  const longitudes = route.map(([longitude]) => longitude)
  const latitudes = route.map(([, latitude]) => latitude)
  return [
    Math.min(...longitudes),
    Math.min(...latitudes),
    Math.max(...longitudes),
    Math.max(...latitudes),
  ]
}
