import type { PlacedMark } from './place-marks.ts'
import { halfCapital, svgText } from './svg-text.ts'

const ink = '#1a1a1a'
const looks = {
  stop: { fill: ink, edge: '#ffffff', text: '#ffffff', size: 17 },
  pin: { fill: '#ffffff', edge: ink, text: ink, size: 13.5 },
  good: { fill: '#e1f3d6', edge: '#1b4d0c', text: '#123608', size: 13.5 },
} as const

/** Pixels; a mark that had to move is joined with its place from this distance on. */
const leastMove = 4

/** Stops are round and dark, findings square and light, good places green with a heart. */
export function drawMarks(marks: readonly PlacedMark[]): string {
  const moved = marks.filter(
    ({ at, place }) => Math.hypot(at.x - place.x, at.y - place.y) >= leastMove,
  )
  // Stops come first in the order of placing and are drawn over everything.
  return moved.map(leader).join('') + marks.toReversed().map(drawMark).join('')
}

const leader = ({ at, place }: PlacedMark): string =>
  `<path d="M${at.x} ${at.y}L${place.x} ${place.y}" stroke="${ink}" stroke-width="1.4"/>` +
  `<circle cx="${place.x}" cy="${place.y}" r="3.2" fill="${ink}" stroke="#fff" stroke-width="1"/>`

function drawMark({ kind, label, at, width, height }: PlacedMark): string {
  const { fill, edge, text, size } = looks[kind]
  const radius = kind === 'stop' ? height / 2 : 4
  const [x, y] = [at.x - width / 2, at.y - height / 2]
  const plate = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" stroke="${edge}" stroke-width="2"/>`
  const heart = kind === 'good' ? heartAt(x + 10, at.y) : ''
  const middle = kind === 'good' ? at.x + 7 : at.x
  const baseline = { x: middle, y: at.y + halfCapital(size) }
  const number = svgText(label, baseline, { face: 'bold', size, colour: text, anchor: 'middle' })
  return plate + heart + number
}

const heartAt = (x: number, y: number): string =>
  `<path transform="translate(${x} ${y})" fill="#1b4d0c" d="M0 4.6C-6 .4-4.6-4-2.4-4-1.2-4-.4-3.3 0-2.4.4-3.3 1.2-4 2.4-4 4.6-4 6 .4 0 4.6Z"/>`
