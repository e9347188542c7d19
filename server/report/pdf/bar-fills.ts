import { ink, type Paper } from '../../paper/paper.ts'

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/**
 * From the worst answer to the best: each differs from its neighbour in brightness or pattern, also without colour. The one without a
 * colour is hatched.
 */
const fills = [ink, null, '#f1f1f1', '#a3cf88', '#1b4d0c'] as const

/** Points between the lines of the pattern. */
const step = 3.5

/** Fills and frames a bar; `share` says how good its answer is, 0 to 1. */
export function fillBar(paper: Paper, box: Box, share: number): void {
  const { x, y, width, height } = box
  const fill = fills[Math.round(share * (fills.length - 1))]
  if (!fill) hatch(paper, box)
  else paper.rect(x, y, width, height).fill(fill)
  paper.rect(x, y, width, height).lineWidth(0.75).stroke(ink)
}

function hatch(paper: Paper, { x, y, width, height }: Box): void {
  paper.save().rect(x, y, width, height).clip()
  for (let along = -height; along < width; along += step) {
    paper.moveTo(x + along, y).lineTo(x + along + height, y + height)
  }
  paper.lineWidth(1.1).stroke(ink).restore()
}
