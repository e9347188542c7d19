import { distanceMetres } from '../../../shared/geo.ts'
import { isPositiveCategory } from '../../../shared/observation/categories.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { escape } from './escape.ts'

interface SketchFacts {
  walk: Pick<Walk, 'stops' | 'route'>
  findings: readonly { category: string; longitude: number; latitude: number }[]
}

type Pair = readonly [longitude: number, latitude: number]

const size = { width: 800, height: 360, margin: 40 }

/** The route, the stops and the findings to scale, north up; empty where nothing has a place. */
export function mapSketch({ walk, findings }: SketchFacts, alt: string): string {
  const stops = walk.stops.map(({ longitude, latitude }): Pair => [longitude, latitude])
  const found = findings.map(({ longitude, latitude }): Pair => [longitude, latitude])
  const route = walk.route.length > 1 ? walk.route : stops
  const all = [...route, ...stops, ...found]
  if (all.length === 0) return ''
  const { place, metresWide } = projection(all)
  const line = route.map((pair) => place(pair).join(',')).join(' ')
  const marks = findings.map(({ category }, index) =>
    mark(place(found[index] ?? [0, 0]), isPositiveCategory(category)),
  )
  return (
    `<svg role="img" aria-label="${escape(alt)}" viewBox="0 0 ${size.width} ${size.height}">` +
    `<rect class="ground" width="${size.width}" height="${size.height}"/>` +
    `<polyline class="route" points="${line}"/>${marks.join('')}` +
    `${stops.map((pair, index) => stopMark(place(pair), index + 1)).join('')}` +
    `${scaleBar(metresWide)}${north}</svg>`
  )
}

/** Metres are equal in both directions, which is true enough over a few kilometres. */
function projection(pairs: readonly Pair[]) {
  const [longitudes, latitudes] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)]
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)]
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const room = { width: size.width - 2 * size.margin, height: size.height - 2 * size.margin }
  const least = 0.001
  const scale = Math.min(
    room.width / Math.max((east - west) * shrink, least),
    room.height / Math.max(north - south, least),
  )
  const left = (size.width - (east - west) * shrink * scale) / 2
  const top = (size.height - (north - south) * scale) / 2
  const place = ([x, y]: Pair): [number, number] => [
    Math.round(left + (x - west) * shrink * scale),
    Math.round(top + (north - y) * scale),
  ]
  const degreesWide = size.width / (scale * shrink)
  const metresWide = distanceMetres(
    { longitude: west, latitude: south },
    { longitude: west + degreesWide, latitude: south },
  )
  return { place, metresWide }
}

const mark = ([x, y]: [number, number], isGood: boolean): string =>
  isGood
    ? `<path class="good" d="M${x} ${y + 9}l-8-9a5 5 0 0 1 8-6a5 5 0 0 1 8 6z"/>`
    : `<circle class="found" cx="${x}" cy="${y}" r="6"/>`

const stopMark = ([x, y]: [number, number], number: number): string =>
  `<circle class="stop" cx="${x}" cy="${y}" r="14"/><text class="stop-number" x="${x}" y="${y + 5}">${number}</text>`

const lengths = [2_000, 1_000, 500, 200, 100, 50, 20]

/** The longest round length that takes no more than a quarter of the width. */
function scaleBar(metresWide: number): string {
  const metres = lengths.find((one) => one <= metresWide / 4) ?? 20
  const width = Math.round((metres / metresWide) * size.width)
  const [x, y] = [16, size.height - 16]
  return `<path class="scale" d="M${x} ${y - 8}v8h${width}v-8"/><text class="label" x="${x + width / 2}" y="${y - 10}">${metres} m</text>`
}

const north = `<path class="scale" d="M${size.width - 28} 44v-28m-6 8l6-8l6 8"/><text class="label" x="${size.width - 28}" y="60">N</text>`
