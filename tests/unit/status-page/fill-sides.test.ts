import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillSides, type Section } from '../../../server/status-page/fill-sides.ts'

const section = (heading: string, entries: readonly string[], anchor = ''): Section => ({
  ...{ anchor, heading, continued: `${heading} (fortsat)`, count: '', note: '', entries },
})
const bytes = (html: string) => Buffer.byteLength(html)

describe('findings on several sides', () => {
  it('stand once each, in order, on sides that are never too large and never empty', () => {
    const entries = fc.array(fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 40 }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(entries, (groups) => {
        let made = 0
        const sections = groups.map((sizes, index) =>
          section(
            `Stop ${index}`,
            sizes.map((size) => `<li>[${(made += 1)}]${'å'.repeat(size / 2)}</li>`),
          ),
        )
        const sides = fillSides(sections, 2_000)
        const found = sides.flatMap(({ html }) => html.match(/\[\d+\]/g) ?? [])
        expect(found).toEqual(Array.from({ length: made }, (_, index) => `[${index + 1}]`))
        for (const { html } of sides) expect(bytes(html)).toBeLessThanOrEqual(2_000)
        for (const { html } of sides) expect(html).toContain('<section')
      }),
      { numRuns: 300 },
    )
  })

  it('say where a stop goes on, and name what each side begins with', () => {
    const long = Array.from({ length: 10 }, (_, index) => `<li>${String(index).repeat(300)}</li>`)
    const sides = fillSides(
      [section('Mine', ['<li>a</li>'], 'mine'), section('Torvet', long, 'all')],
      2_000,
    )
    expect(sides.map(({ first }) => first)).toEqual(['Mine', 'Torvet'])
    expect(sides.map(({ anchors }) => anchors)).toEqual([['mine', 'all'], []])
    expect(sides[1]?.html).toContain('Torvet (fortsat)')
    expect(sides[0]?.html).not.toContain('fortsat')
  })

  it('give a finding that is larger than a side one of its own', () => {
    const sides = fillSides(
      [section('Torvet', ['<li>a</li>', 'x'.repeat(3_000), '<li>b</li>'])],
      2_000,
    )
    expect(sides).toHaveLength(3)
  })
})
