import type { BoundingBox } from '../../../shared/geo.ts'
import { metresPerShare } from '../../../shared/place-names/metres-to.ts'
import { latitudeAt, mapPoint } from '../../../shared/tile-grid.ts'

export interface MapPlace {
  longitude: number
  latitude: number
}

export interface Point {
  x: number
  y: number
}

/** What part of the web map is drawn, and how large. Pixels are those of the drawing; the image has twice as many. */
export interface MapView {
  width: number
  height: number
  metresPerPixel: number
  /** Pixels of the whole world's width. */
  world: number
  box: BoundingBox
  /** From degrees to pixels of the drawing. */
  pixelsOf: (place: MapPlace) => Point
  /** From shares of the whole map to pixels of the drawing. */
  fromShares: (share: Point) => Point
}

/** Pixels. As wide as the text of a page; a long walk from north to south is taller, up to two thirds. */
const width = 1_000
const heights = { least: 430, most: 660 }
/** Pixels around what is shown, so that marks at its edge are whole. */
const border = 56
/** A single stop is shown with its surroundings. */
const leastMetres = 450

/** Returns the view that shows all places. */
export function viewOf(places: readonly MapPlace[]): MapView {
  const points = places.map(({ longitude, latitude }) => mapPoint(longitude, latitude))
  const [left, right] = rangeOf(points.map(({ x }) => x))
  const [top, bottom] = rangeOf(points.map(({ y }) => y))
  const centre = { x: (left + right) / 2, y: (top + bottom) / 2 }
  const least = leastMetres / metresPerShare(centre)
  const across = Math.max(right - left, least)
  const down = Math.max(bottom - top, least / 2)
  const inside = width - 2 * border
  const wanted = (down / across) * inside + 2 * border
  const height = Math.round(Math.min(heights.most, Math.max(heights.least, wanted)))
  const world = Math.min(inside / across, (height - 2 * border) / down)
  return makeView({ centre, world, height })
}

const rangeOf = (values: readonly number[]): [number, number] => [
  Math.min(...values),
  Math.max(...values),
]

interface Framing {
  centre: Point
  world: number
  height: number
}

function makeView({ centre, world, height }: Framing): MapView {
  const fromShares = ({ x, y }: Point): Point => ({
    x: (x - centre.x) * world + width / 2,
    y: (y - centre.y) * world + height / 2,
  })
  return {
    ...{ width, height, world, fromShares },
    metresPerPixel: metresPerShare(centre) / world,
    box: boxOf(centre, { x: width / 2 / world, y: height / 2 / world }),
    pixelsOf: ({ longitude, latitude }) => fromShares(mapPoint(longitude, latitude)),
  }
}

const boxOf = (centre: Point, half: Point): BoundingBox => [
  (centre.x - half.x) * 360 - 180,
  latitudeAt(centre.y + half.y),
  (centre.x + half.x) * 360 - 180,
  latitudeAt(centre.y - half.y),
]
