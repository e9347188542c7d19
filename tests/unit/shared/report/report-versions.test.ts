import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../../shared/report/build-report.ts'
import { editReport, keptParts } from '../../../../shared/report/edit-report.ts'
import { collectFacts } from '../../../../shared/report/facts/collect-facts.ts'
import { monthsAfter } from '../../../../shared/walk/feedback/feedback-dates.ts'
import type { ReportFacts } from '../../../../shared/report/facts/report-facts.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import type { StopSummary } from '../../../../shared/rating/rating-summary.ts'
import { makeObservation } from '../../../support/fixtures/make-observation.ts'
import {
  approvedWalk,
  reportSources,
  reportStops,
} from '../../../support/fixtures/report-sources.ts'

function factsOf(observations: readonly Observation[], changes = {}): ReportFacts {
  const facts = collectFacts(reportSources(observations, changes))
  if (!facts) throw new Error('The list is approved')
  return facts
}

const first = (facts: ReportFacts) =>
  buildReport(facts, { language: 'da', version: 1, previous: null })

const saidIn = (facts: ReportFacts, part: string) =>
  JSON.stringify(first(facts).parts.find(({ name }) => name === part)?.blocks)

describe('a walk report', () => {
  it('is not made before somebody has approved the list', () => {
    const walk = approvedWalk([], { gathering: { top: [], approval: null } })
    expect(collectFacts(reportSources([], { walk }))).toBeNull()
  })

  it('holds only what was approved and still stands, each thing once', () => {
    const [kept, later, withdrawn] = [1, 2, 3].map((number) => makeObservation({ number }))
    if (!kept || !later || !withdrawn) throw new Error('There are three')
    const answer = { status: 'duplicate', text: '', at: '', by: '', duplicateOf: kept.id } as const
    const double = makeObservation({ number: 4, status: 'duplicate', answer })
    const approved = [kept, withdrawn, double]
    const { findings } = factsOf([kept, later, { ...withdrawn, isWithdrawn: true }, double], {
      walk: approvedWalk(approved),
    })
    expect(findings.map(({ id }) => id)).toEqual([kept.id])
  })

  it('says in the second version which findings have another status, are new or are gone', () => {
    const [moved, same, gone, added] = [11, 12, 13, 14].map((number) => makeObservation({ number }))
    if (!moved || !same || !gone || !added) throw new Error('There are four')
    const previous = factsOf([moved, same, gone])
    const now = factsOf([{ ...moved, status: 'done' }, same, added])
    const { parts } = buildReport(now, { language: 'da', version: 2, previous })
    const said = JSON.stringify(parts.find(({ name }) => name === 'summary')?.blocks)
    expect(said).toContain('Nr. 11, Budolfi Plads: fra »Modtaget« til »Udført«.')
    expect(said).toContain('Nr. 14, Budolfi Plads er nyt i rapporten.')
    expect(said).toContain('1 fund står ikke længere i rapporten.')
    expect(said).not.toContain('Nr. 12')
    expect(said).not.toContain('Nr. 13')
  })

  it('shows five counts of a stop, and "for få svar" where fewer than five have answered', () => {
    const [one, two] = reportStops
    const spread = { answers: 6, feeling: [1, 2, 3, 0, 0], alone: {}, reasons: {}, light: {} }
    const ratings = [
      { stopId: one?.id, state: 'shown', ...spread },
      { stopId: two?.id, state: 'few' },
    ] as unknown as StopSummary[]
    const said = saidIn(factsOf([], { ratings }), 'summary')
    expect(said).toContain('meget utrygt til meget trygt: 1, 2, 3, 0, 0.')
    expect(said).toContain('Stop 2: Torvet: For få svar (under 5) til at vise.')
  })

  it('counts findings of a careful effort from five on only', () => {
    const said = saidIn(factsOf([makeObservation({ category: 'liv.baenk' })]), 'efforts')
    expect(said).toContain('Demensindsatser: færre end 5 fund')
    const open = saidIn(factsOf([makeObservation()]), 'efforts')
    expect(open).toContain('Tryg bydel: 1 fund')
  })

  it('says of each part without content that there is none', () => {
    for (const { name, blocks } of first(factsOf([])).parts)
      expect([name, blocks.length]).not.toEqual([name, 0])
    expect(saidIn(factsOf([]), 'findings')).toContain('ingen fund ud over de gode steder')
  })

  it('writes again on the same day of a later month, or on its last one', () => {
    expect(monthsAfter('2026-11-30', 3)).toBe('2027-02-28')
    expect(monthsAfter('2026-11-03', 6)).toBe('2027-05-03')
    expect(monthsAfter('2026-12-31', 1)).toBe('2027-01-31')
  })
})

describe('editing a walk report', () => {
  const report = first(factsOf([makeObservation()]))
  const edited = (part: 'people' | 'method') =>
    editReport(report, {
      above: 'Kære alle.\n\nTak.',
      below: 'Hilsen',
      leftOut: [{ part, reason: 'Aftalt' }],
    })
  const blocksOf = (one: typeof report, name: string) =>
    one.parts.find((part) => part.name === name)?.blocks

  it('puts the texts in paragraphs above and below', () => {
    expect(blocksOf(edited('people'), 'summary')?.slice(0, 2)).toEqual([
      { kind: 'paragraph', text: 'Kære alle.' },
      { kind: 'paragraph', text: 'Tak.' },
    ])
    expect(blocksOf(edited('people'), 'about')?.[0]).toEqual({ kind: 'paragraph', text: 'Hilsen' })
  })

  it('says why a part is left out, and leaves out none that must stay', () => {
    expect(blocksOf(edited('people'), 'people')).toEqual([
      { kind: 'paragraph', text: 'Denne del er udeladt: Aftalt', isQuiet: true },
    ])
    expect(keptParts).toContain('method')
    expect(blocksOf(edited('method'), 'method')).toEqual(blocksOf(report, 'method'))
  })
})
