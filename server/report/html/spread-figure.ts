import type { Block } from '../../../shared/report/report-document.ts'
import { escape } from './escape.ts'

type Spread = Extract<Block, { kind: 'spread' }>

const size = { width: 24, gap: 8, height: 56, text: 14 }

/** Bars with their numbers above and their step below; patterns by class, so that they can be told apart in black and white. */
export function spreadFigure({ title, bars, words }: Spread): string {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const width = bars.length * (size.width + size.gap)
  const drawn = bars.map((one, index) => drawBar(one, { index, most, steps: bars.length }))
  const height = size.height + size.text * 2 + 6
  return (
    `<figure class="spread"><figcaption>${escape(title)}</figcaption>` +
    `<svg role="img" aria-label="${escape(words)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
    `${drawn.join('')}</svg></figure>`
  )
}

interface BarOptions {
  index: number
  most: number
  steps: number
}

function drawBar(
  { label, count }: Spread['bars'][number],
  { index, most, steps }: BarOptions,
): string {
  const height = Math.round((count / most) * size.height)
  const x = index * (size.width + size.gap) + size.gap / 2
  const y = size.text + size.height - height
  const middle = x + size.width / 2
  // From the worst to the best; a scale of seven has the same five tones.
  const tone = Math.round((index / (steps - 1)) * 4)
  return (
    `<rect class="tone${tone}" x="${x}" y="${y}" width="${size.width}" height="${height}"/>` +
    `<text x="${middle}" y="${y - 3}">${count}</text>` +
    `<text x="${middle}" y="${size.height + size.text * 2}">${escape(label.split(' ')[0] ?? '')}</text>`
  )
}
