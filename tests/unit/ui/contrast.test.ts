import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const file = new URL('../../../client/ui/styles/_tokens.scss', import.meta.url)
const source = await readFile(file, 'utf8')

function coloursOf(theme: string): Record<string, string> {
  const block = new RegExp(`@mixin ${theme}-colours \\{([^}]*)\\}`).exec(source)?.[1] ?? ''
  return Object.fromEntries<string>(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  )
}

/** Relative luminance and contrast as WCAG 2.1 defines them. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['ground', 'surface', 'raised', 'sunken']
const texts: [string, string][] = [
  ...grounds.flatMap((ground) =>
    ['ink', 'ink-quiet', 'link', 'bad', 'good', 'info', 'warn'].map(
      (ink) => [ink, ground] as [string, string],
    ),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-inverse', 'inverse'],
  ['on-good', 'good'],
  ['on-bad', 'bad'],
  ...['good', 'bad', 'warn', 'info', 'ink'].map((ink) => [ink, `${ink}-soft`] as [string, string]),
  ['accent-ink', 'accent-soft'],
  ...['good', 'bad', 'warn', 'info'].map((soft) => ['ink', `${soft}-soft`] as [string, string]),
].filter(([, ground]) => ground !== 'ink-soft') as [string, string][]

test.each(['dark', 'light'])('text in the %s theme has at least 7:1 on every ground', (theme) => {
  const colours = coloursOf(theme)
  const weak = texts
    .map(([ink, ground]) => ({
      pair: `${ink} on ${ground}`,
      ratio: contrast(colours[ink] ?? '#000000', colours[ground] ?? '#000000'),
    }))
    .filter(({ ratio }) => ratio < 7)
  expect(weak).toEqual([])
})

test.each(['dark', 'light'])('edges of controls in the %s theme have at least 3:1', (theme) => {
  const colours = coloursOf(theme)
  const ratios = grounds.map((ground) =>
    contrast(colours['line-control'] ?? '', colours[ground] ?? ''),
  )
  expect(Math.min(...ratios)).toBeGreaterThanOrEqual(3)
})

test('the dark theme has no pure white and a ground that is nearly black', () => {
  const colours = coloursOf('dark')
  expect(Object.values(colours)).not.toContain('#ffffff')
  expect(luminance(colours['ground'] ?? '#ffffff')).toBeLessThan(0.01)
})
