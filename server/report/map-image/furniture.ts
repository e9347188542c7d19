import type { MapView } from './map-view.ts'
import type { Box } from './place-marks.ts'
import { svgText, textWidth } from './svg-text.ts'

const ink = '#1a1a1a'
/** The licence of OpenStreetMap's data asks for it wherever the map is shown (ODbL 1.0, 4.3). */
const openStreetMap = '© OpenStreetMap contributors (ODbL)'

/** Returns what the image says of its source: a map of other data names its own owner. */
export const creditOf = (attribution: string): string =>
  /openstreetmap/i.test(attribution) ? openStreetMap : attribution

const size = 13
const margin = 12
const lengths = [20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]
const longestBar = 190

export interface Furniture {
  svg: string
  /** Where numbers must not stand. */
  boxes: readonly Box[]
}

/** Returns scale, north and attribution in the corners of the map. */
export function drawFurniture(view: MapView, attribution: string): Furniture {
  const parts = [scaleOf(view), northOf(view), creditPart(view, creditOf(attribution))]
  return { svg: parts.map(({ svg }) => svg).join(''), boxes: parts.map(({ box }) => box) }
}

interface Part {
  svg: string
  box: Box
}

const plate = ({ left, top, right, bottom }: Box): string =>
  `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="4" fill="#fff" fill-opacity=".92"/>`

/** The longest round length that fits. */
export const scaleMetres = (metresPerPixel: number): number =>
  lengths.findLast((metres) => metres / metresPerPixel <= longestBar) ?? 10

function scaleOf({ height, metresPerPixel }: MapView): Part {
  const metres = scaleMetres(metresPerPixel)
  const width = metres / metresPerPixel
  const words = metres >= 1_000 ? `${metres / 1_000} km` : `${metres} m`
  const [left, bottom] = [margin, height - margin]
  const box = { left, top: bottom - 36, right: left + width + 24, bottom }
  const bar = `M${left + 12} ${bottom - 18}v9h${width.toFixed(1)}v-9`
  const text = svgText(
    words,
    { x: left + 12 + width / 2, y: bottom - 17 },
    { size, colour: ink, anchor: 'middle' },
  )
  return {
    svg: `${plate(box)}<path d="${bar}" fill="none" stroke="${ink}" stroke-width="2"/>${text}`,
    box,
  }
}

function northOf({ width }: MapView): Part {
  const box = { left: width - margin - 54, top: margin, right: width - margin, bottom: margin + 30 }
  const arrow = `M${box.left + 17} ${box.bottom - 7}V${box.top + 9}m-5 5l5-6 5 6`
  const text = svgText(
    'N',
    { x: box.left + 37, y: box.top + 20.5 },
    { face: 'bold', size: 15, colour: ink, anchor: 'middle' },
  )
  return {
    svg: `${plate(box)}<path d="${arrow}" fill="none" stroke="${ink}" stroke-width="2"/>${text}`,
    box,
  }
}

function creditPart({ width, height }: MapView, credit: string): Part {
  const wide = textWidth(credit, { size: 12 }) + 16
  const box = { left: width - wide, top: height - 22, right: width, bottom: height }
  const text = svgText(credit, { x: box.left + 8, y: height - 7 }, { size: 12, colour: ink })
  return { svg: plate(box) + text, box }
}
