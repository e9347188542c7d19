import type { MapCluster, MapStack } from '../map-content.ts'
import { pixelsOf } from '../map-pixels.ts'
import { markPixels } from './stack-marks.ts'
import { areTouching, boxOf, type Box } from './stop-names.ts'

/** Further away hardly any pin stands so far from the others that its number can be read as its own. */
const leastZoom = 16
const numberHeight = 18
const digitWidth = 9
const padding = 10

interface NumberFacts {
  stacks: readonly MapStack[]
  clusters: readonly MapCluster[]
}

/** Returns the ids of the marks under which their pin's number has room: it covers no other mark and no other number. */
export function roomForNumbers({ stacks, clusters }: NumberFacts, zoom: number) {
  const room = new Set<string>()
  if (zoom < leastZoom) return room
  const marks = stacks.map((stack) => ({ id: stack.id, box: boxOf(stack, zoom) }))
  const taken = clusters.map((cluster) => circleBox(cluster, zoom))
  for (const stack of stacks) {
    const box = numberBox(stack, zoom)
    if (!box) continue
    const isFree = (other: Box) => !areTouching(box, other)
    const isClear = marks.every((other) => other.id === stack.id || isFree(other.box))
    if (!isClear || !taken.every(isFree)) continue
    room.add(stack.id)
    taken.push(box)
  }
  return room
}

function circleBox(cluster: MapCluster, zoom: number): Box {
  const { x, y } = pixelsOf(cluster, zoom)
  const half = markPixels / 2
  return { left: x - half, right: x + half, top: y - half, bottom: y + half }
}

/** Under the tip; a mark of several has no number of its own. */
function numberBox(stack: MapStack, zoom: number): Box | null {
  const [pin, ...more] = stack.pins
  if (stack.stops.length > 0 || more.length > 0 || pin?.number === undefined) return null
  const { x, y } = pixelsOf(stack, zoom)
  const half = (String(pin.number).length * digitWidth + padding) / 2
  return { left: x - half, right: x + half, top: y + 2, bottom: y + 2 + numberHeight }
}
