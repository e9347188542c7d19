import type { Point } from './map-view.ts'

/** A mark with a number, in pixels of the drawing. */
export interface Mark {
  kind: 'stop' | 'pin' | 'good'
  label: string
  /** What it marks. */
  place: Point
  width: number
  height: number
}

export interface PlacedMark extends Mark {
  /** The middle of the mark; away from its place where another mark stands there. */
  at: Point
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** Pixels between two marks. */
const gap = 2
const ring = 9
const rings = 22
const edge = 3

interface Frame {
  width: number
  height: number
  /** Where other things stand, such as the scale. */
  taken: readonly Box[]
}

/**
 * Returns where marks stand so that none covers another one's number: in their order each stands at its place, or as near to it as there is
 * room. Where there is none at all it stays at its place.
 */
export function placeMarks(marks: readonly Mark[], frame: Frame): PlacedMark[] {
  const taken = [...frame.taken]
  return marks.map((mark) => {
    const at = candidatesOf(mark.place).find((point) => isFree(boxOf(mark, point), frame, taken))
    const placed = { ...mark, at: at ?? mark.place }
    taken.push(boxOf(mark, placed.at))
    return placed
  })
}

/** The place itself, then rings around it, on each from above it clockwise. */
function candidatesOf({ x, y }: Point): Point[] {
  const around = Array.from({ length: rings }, (_, index) => index + 1).flatMap((step) => {
    const count = 8 + 2 * step
    return Array.from({ length: count }, (_, index) => {
      const angle = (index / count) * 2 * Math.PI
      return { x: x + Math.sin(angle) * ring * step, y: y - Math.cos(angle) * ring * step }
    })
  })
  return [{ x, y }, ...around]
}

/** What a mark covers when its middle is at a point. */
export const boxOf = ({ width, height }: Mark, { x, y }: Point): Box => ({
  left: x - width / 2,
  top: y - height / 2,
  right: x + width / 2,
  bottom: y + height / 2,
})

function isFree(box: Box, { width, height }: Frame, taken: readonly Box[]): boolean {
  const isInside =
    box.left >= edge && box.top >= edge && box.right <= width - edge && box.bottom <= height - edge
  return isInside && !taken.some((other) => areTouching(box, other))
}

export const areTouching = (a: Box, b: Box): boolean =>
  a.left < b.right + gap &&
  b.left < a.right + gap &&
  a.top < b.bottom + gap &&
  b.top < a.bottom + gap
