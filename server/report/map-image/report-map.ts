import { centreOf, type BoundingBox } from '../../../shared/geo.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { drawMarks } from './draw-marks.ts'
import { drawFurniture } from './furniture.ts'
import { drawGround, lineThrough, type ReportMaps } from './ground.ts'
import { viewOf, type MapPlace, type MapView } from './map-view.ts'
import { placeMarks, type Mark } from './place-marks.ts'
import { pngOfSvg } from './png-of-svg.ts'
import { textWidth } from './svg-text.ts'

export interface MapImageOptions {
  stops: readonly (MapPlace & { number: number })[]
  /** Findings that may be shown, by the number that they have in the report. */
  pins: readonly (MapPlace & { number: number; isGood?: boolean })[]
  route: Walk['route']
  /** Shown when there is nothing else. */
  area: BoundingBox
  /** The installation's own map, if it has one. */
  maps: ReportMaps | null
}

export interface MapImage {
  png: Buffer
  /** Pixels of the image: twice those of the drawing, so that it is sharp in print. */
  width: number
  height: number
}

const sharpness = 2
/** SVG has 72 dots to an inch when nothing else is said. */
const svgDensity = 72

/**
 * Returns the map of a walk as a PNG: its ground from the installation's own tiles, the route, the stops and findings with their numbers,
 * scale, north and attribution. Returns null where the installation has no map.
 */
export async function reportMap(options: MapImageOptions): Promise<MapImage | null> {
  const { maps, stops, pins, route } = options
  if (!maps) return null
  const places = [...stops, ...pins, ...route.map(placeOf)]
  const view = viewOf(places.length > 0 ? places : cornersOf(options.area))
  const ground = await drawGround(maps, view)
  if (ground === null) return null
  const svg = svgOf(view, [
    ground,
    drawRoute(route, view),
    drawNumbers({ stops, pins, maps }, view),
  ])
  const png = await pngOfSvg(svg, svgDensity * sharpness)
  return { png, width: view.width * sharpness, height: view.height * sharpness }
}

const placeOf = ([longitude, latitude]: Walk['route'][number]): MapPlace => ({
  longitude,
  latitude,
})

const cornersOf = (area: BoundingBox): MapPlace[] => {
  const [west, south, east, north] = area
  return [
    { longitude: west, latitude: south },
    { longitude: east, latitude: north },
    centreOf(area),
  ]
}

const svgOf = ({ width, height }: MapView, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#f4f2ef"/>${parts.join('')}</svg>`

function drawRoute(route: Walk['route'], view: MapView): string {
  if (route.length < 2) return ''
  const path = lineThrough(route.map((place) => view.pixelsOf(placeOf(place))))
  const stroke = (colour: string, width: number) =>
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"/>`
  return stroke('#ffffff', 9) + stroke('#1a1a1a', 5)
}

interface Numbers extends Pick<MapImageOptions, 'stops' | 'pins'> {
  maps: ReportMaps
}

/** Stops first, so that they keep their places; then findings by their numbers. */
function drawNumbers({ stops, pins, maps }: Numbers, view: MapView): string {
  const furniture = drawFurniture(view, maps.attribution)
  const marks: Mark[] = [
    ...stops.map((stop) => markOf({ ...stop, kind: 'stop' as const }, view)),
    ...pins.map((pin) => markOf({ ...pin, kind: pin.isGood ? 'good' : 'pin' }, view)),
  ]
  const { width, height } = view
  return drawMarks(placeMarks(marks, { width, height, taken: furniture.boxes })) + furniture.svg
}

const sizes = {
  stop: { height: 30, beside: 14, type: 17 },
  pin: { height: 21, beside: 10, type: 13.5 },
  good: { height: 21, beside: 24, type: 13.5 },
}

function markOf(facts: MapPlace & Pick<Mark, 'kind'> & { number: number }, view: MapView): Mark {
  const { height, beside, type } = sizes[facts.kind]
  const label = String(facts.number)
  const width = Math.max(height, textWidth(label, { face: 'bold', size: type }) + beside)
  return { kind: facts.kind, label, place: view.pixelsOf(facts), width, height }
}
