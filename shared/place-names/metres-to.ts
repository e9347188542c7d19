/** A point as shares of the map's square, as `mapPoint` of tile-grid.ts gives it. */
export interface MapPoint {
  x: number
  y: number
}

/** West, north, east, south in shares of the map. */
export type MapBox = readonly [left: number, top: number, right: number, bottom: number]

export interface Shape {
  kind: 'point' | 'line' | 'area'
  /** Points, lines or rings; the rings of an area are filled by even and odd. */
  parts: readonly (readonly MapPoint[])[]
  box: MapBox
}

const metresRound = 2 * Math.PI * 6_371_008.8

/** Metres in a share of the map's width at a height of it; exact enough over a few hundred metres. */
export const metresPerShare = ({ y }: MapPoint): number =>
  metresRound / Math.cosh(Math.PI * (1 - 2 * y))

export function boxOf(parts: Shape['parts']): MapBox {
  const all = parts.flat()
  const xs = all.map(({ x }) => x)
  const ys = all.map(({ y }) => y)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** Shares from a point to a box; 0 inside. */
export function toBox({ x, y }: MapPoint, [left, top, right, bottom]: MapBox): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
}

/** Shares from a point to the nearest part of a shape; 0 inside an area. */
export function toShape(point: MapPoint, { kind, parts }: Shape): number {
  if (kind === 'point') {
    return Math.min(...parts.flat().map(({ x, y }) => Math.hypot(x - point.x, y - point.y)))
  }
  if (kind === 'area' && isInside(point, parts)) return 0
  return Math.min(...parts.map((line) => toLine(point, line)))
}

function toLine(point: MapPoint, line: readonly MapPoint[]): number {
  let nearest = Infinity
  for (const [index, end] of line.entries()) {
    nearest = Math.min(nearest, toSegment(point, line[index - 1] ?? end, end))
  }
  return nearest
}

function toSegment(point: MapPoint, start: MapPoint, end: MapPoint): number {
  const [dx, dy] = [end.x - start.x, end.y - start.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((point.x - start.x) * dx + (point.y - start.y) * dy) / length
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(start.x + share * dx - point.x, start.y + share * dy - point.y)
}

function isInside(point: MapPoint, rings: Shape['parts']): boolean {
  let isIn = false
  for (const ring of rings) {
    for (const [index, a] of ring.entries()) {
      const b = ring.at(index - 1) ?? a
      const crosses = a.y > point.y !== b.y > point.y
      if (crosses && point.x < a.x + ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y)) isIn = !isIn
    }
  }
  return isIn
}
