import type { MapStack } from '../map-content.ts'
import { pixelsOf } from '../map-pixels.ts'
import { markPixels, pinLift } from './stack-marks.ts'

export type NameSide = 'right' | 'left'

/** Half the side of a stop's visible square; its name begins there. */
const halfSquare = 16
const plateHeight = 34
/** Longer names end in "…" until the stop is pressed (base-map.css). */
const widestPlate = 170
const plateWidth = (name: string) => Math.min(widestPlate, 22 + name.length * 9.6)

export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/**
 * Returns the stops whose name fits beside them without covering a mark or another name, with the side of the name; the first ones
 * first.
 */
export function roomForNames(stacks: readonly MapStack[], zoom: number): Map<string, NameSide> {
  const boxes = new Map(stacks.map((stack) => [stack.id, boxOf(stack, zoom)]))
  const plates: Box[] = []
  const sides = new Map<string, NameSide>()
  for (const stack of stacks) {
    const [stop] = stack.stops
    if (!stop || stack.stops.length > 1) continue
    const others = [...boxes].flatMap(([id, box]) => (id === stack.id ? [] : [box]))
    for (const side of ['right', 'left'] as const) {
      const plate = plateOf(pixelsOf(stack, zoom), { side, width: plateWidth(stop.name) })
      if ([...others, ...plates].some((box) => areTouching(box, plate))) continue
      plates.push(plate)
      sides.set(stack.id, side)
      break
    }
  }
  return sides
}

export function boxOf(stack: MapStack, zoom: number): Box {
  const { x, y } = pixelsOf(stack, zoom)
  const middle = stack.stops.length > 0 ? y : y - pinLift
  const half = markPixels / 2
  return { left: x - half, right: x + half, top: middle - half, bottom: middle + half }
}

function plateOf(
  { x, y }: { x: number; y: number },
  { side, width }: { side: NameSide; width: number },
): Box {
  const [left, right] =
    side === 'right'
      ? [x + halfSquare, x + halfSquare + width]
      : [x - halfSquare - width, x - halfSquare]
  return { left, right, top: y - plateHeight / 2, bottom: y + plateHeight / 2 }
}

export const areTouching = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
