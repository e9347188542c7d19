import { describe, expect, it } from 'vitest'
import { midtObservations } from '../../../../server/demo/aalborg/walk-midt.ts'
import { oestObservations } from '../../../../server/demo/aalborg/walk-oest.ts'
import { svenObservations } from '../../../../server/demo/aalborg/walk-sven.ts'
import { demoEvening } from '../../../../server/demo/demo-evening.ts'
import { isRestrictedCategory } from '../../../../shared/observation/categories.ts'
import { buildReport } from '../../../../shared/report/build-report.ts'
import { collectFacts } from '../../../../shared/report/facts/collect-facts.ts'
import { reportParts, type Block } from '../../../../shared/report/report-document.ts'
import { reportSources, toldObservation } from '../../../support/fixtures/report-sources.ts'

const evening = demoEvening(
  { weekday: 4, startsAt: '19:00', minutes: 120, workingDays: 14 },
  Date.parse('2026-11-30T12:00:00Z'),
)

const walks = [
  { name: 'Aalborg Øst', stories: oestObservations, all: 10, restricted: 1, acute: 1 },
  { name: 'Midtbyen', stories: midtObservations, all: 10, restricted: 1, acute: 1 },
  { name: 'Svenstrup', stories: svenObservations, all: 9, restricted: 0, acute: 0 },
]

const read = (stories: (typeof walks)[number]['stories']) => {
  const observations = stories(evening).map((story, index) => toldObservation(story, 1001 + index))
  const facts = collectFacts(reportSources(observations))
  if (!facts) throw new Error('The list is approved')
  const document = buildReport(facts, { language: 'da', version: 1, previous: null })
  const blocksOf = (name: (typeof reportParts)[number]): readonly Block[] =>
    document.parts.find((part) => part.name === name)?.blocks ?? []
  return { observations, facts, document, blocksOf }
}

describe('the reports of the three walks of domain.md §16', () => {
  it.each(walks)('has each open finding of $name once, and counts the others', (walk) => {
    const { observations, facts, blocksOf } = read(walk.stories)
    const open = walk.all - walk.restricted
    expect(observations).toHaveLength(walk.all)
    expect(facts.findings).toHaveLength(open)
    expect(facts.restricted).toBe(walk.restricted === 0 ? 'none' : 'few')
    const rows = blocksOf('findings').flatMap((block) => (block.kind === 'table' ? block.rows : []))
    const good = blocksOf('good-places').flatMap((block) =>
      block.kind === 'list' ? block.items : [],
    )
    expect(good).toHaveLength(1)
    expect(rows).toHaveLength(open - 1)
    const summary = JSON.stringify(blocksOf('summary'))
    expect(summary).toContain(`${open} fund står i rapporten`)
    expect(summary).toContain('1 af dem er et godt sted')
    expect(summary).toContain(walk.acute === 1 ? '1 var en akut fare' : 'Intet var akut')
  })

  it.each(walks)('has no words of the restricted findings of $name', ({ stories }) => {
    const { observations, document } = read(stories)
    const said = JSON.stringify(document)
    for (const { category, text, place } of observations) {
      if (!isRestrictedCategory(category)) expect(said).toContain(JSON.stringify(text).slice(1, -1))
      else for (const words of [text, place]) expect(said).not.toContain(words)
    }
  })

  it('has all 14 parts in their order, and none is empty', () => {
    const { document } = read(oestObservations)
    expect(document.parts.map(({ name }) => name)).toEqual(reportParts)
    for (const { blocks } of document.parts) expect(blocks.length).toBeGreaterThan(0)
  })

  it('gives each party its own table, and leaves out what is solved', () => {
    const { blocksOf } = read(oestObservations)
    const tables = blocksOf('actions').flatMap((block) => (block.kind === 'table' ? block : []))
    // In Danish order, in which aa sorts as å.
    expect(tables.map(({ caption, rows }) => [caption, rows.length])).toEqual([
      ['Opgaver hos bolig:demo', 2],
      ['Opgaver hos nt', 1],
      ['Opgaver hos aak-byland-vej', 2],
    ])
  })
})
