import { fontOf, type Face } from '../../paper/typeface.ts'
import type { Point } from './map-view.ts'

interface TextOptions {
  face?: Face
  /** Pixels. */
  size: number
  colour: string
  anchor?: 'start' | 'middle' | 'end'
}

/** Pixels that a text takes along its line. */
export function textWidth(
  text: string,
  { face = 'plain', size }: Pick<TextOptions, 'face' | 'size'>,
) {
  const font = fontOf(face)
  return (font.layout(text).advanceWidth / font.unitsPerEm) * size
}

const shares = { start: 0, middle: 0.5, end: 1 } as const

/** Returns a text as outlines, its baseline at a point: the machine that draws the image may have no font at all. */
export function svgText(text: string, { x, y }: Point, options: TextOptions): string {
  const { face = 'plain', size, colour, anchor = 'start' } = options
  const font = fontOf(face)
  const scale = size / font.unitsPerEm
  const { glyphs, positions } = font.layout(text)
  let along = 0
  const outlines = glyphs.map((glyph, index) => {
    const path = `<path transform="translate(${along.toFixed(0)} 0)" d="${glyph.path.toSVG()}"/>`
    along += positions[index]?.xAdvance ?? glyph.advanceWidth
    return path
  })
  const left = x - textWidth(text, { face, size }) * shares[anchor]
  const place = `translate(${left.toFixed(2)} ${y.toFixed(2)}) scale(${scale} ${-scale})`
  return `<g fill="${colour}" transform="${place}">${outlines.join('')}</g>`
}

/** Half the height of capitals and digits: so far under its middle a text has its baseline. */
export const halfCapital = (size: number): number => size * 0.349
