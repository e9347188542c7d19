import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isRestrictedCategory } from '../../../../shared/observation/categories.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import { buildActionList, partiesToAct } from '../../../../shared/report/action-list.ts'
import { buildReport } from '../../../../shared/report/build-report.ts'
import { collectFacts } from '../../../../shared/report/facts/collect-facts.ts'
import { reportCsv } from '../../../../shared/report/files/report-csv.ts'
import { reportGeoJson } from '../../../../shared/report/files/report-geojson.ts'
import { writeReportPage } from '../../../../server/report/html/report-page.ts'
import {
  anyObservation,
  authorSecret,
  internalSecret,
} from '../../../support/fixtures/any-observation.ts'
import type { ReportFacts } from '../../../../shared/report/facts/report-facts.ts'
import type { ReportDocument } from '../../../../shared/report/report-document.ts'
import { reportSources } from '../../../support/fixtures/report-sources.ts'

const canary = 'KANARIEFUGL'

/** Every word that somebody wrote about a restricted finding, and its id. */
const marked = (one: Observation): Observation =>
  isRestrictedCategory(one.category)
    ? {
        ...one,
        ...{ text: canary, place: canary, number: 987_654 },
        position: { longitude: 9.123_456, latitude: 57.123_456, source: 'gps' },
        answer: { status: 'done', text: canary, at: '2026-11-02T09:00:00.000Z', by: canary },
      }
    : one

const pageOf = (document: ReportDocument, facts: ReportFacts): string =>
  writeReportPage({
    ...{ document, facts, journalNumber: null, files: [], actionLists: [], mapAddress: null },
    photoAddress: (id) => id,
  })

it('keeps every word, number and place of a restricted or withdrawn finding out of everything that is made of a report', () => {
  fc.assert(
    fc.property(
      fc.array(anyObservation.map(marked), { maxLength: 12 }),
      fc.constantFrom('da' as const, 'en' as const),
      (observations, language) => {
        const facts = collectFacts(reportSources(observations))
        if (!facts) throw new Error('The list is approved')
        const document = buildReport(facts, { language, version: 2, previous: facts })
        const page = pageOf(document, facts)
        const lists = partiesToAct(facts, language).map((party) =>
          JSON.stringify(buildActionList(facts, { language, version: 1, party })),
        )
        const csv = reportCsv(facts, language)
        const geoJson = JSON.stringify(reportGeoJson(facts, language))
        const all = [
          page,
          csv,
          geoJson,
          JSON.stringify(document),
          JSON.stringify(facts),
          ...lists,
        ].join()
        for (const secret of [canary, '987654', '9.123456', '9,123456'])
          expect(all).not.toContain(secret)
        for (const secret of [authorSecret, internalSecret]) expect(all).not.toContain(secret)
        const hidden = observations.filter(
          ({ category, isWithdrawn }) => isWithdrawn || isRestrictedCategory(category),
        )
        for (const { id } of hidden) expect(all).not.toContain(id)
      },
    ),
  )
})

it('counts restricted findings from five on, and says "færre end 5" below', () => {
  const sentence = (count: number) => {
    const observations = Array.from({ length: count }, () => ({
      ...reportObservation(),
      category: 'adf.ophold',
    }))
    const facts = collectFacts(reportSources(observations))
    if (!facts) throw new Error('The list is approved')
    const { parts } = buildReport(facts, { language: 'da', version: 1, previous: null })
    return JSON.stringify(parts.find(({ name }) => name === 'elsewhere')?.blocks)
  }
  const reportObservation = () => fc.sample(anyObservation, 1).map(standing)[0] as Observation
  const standing = (one: Observation): Observation => ({
    ...one,
    ...{ isWithdrawn: false, status: 'assigned', answer: null },
  })
  expect(sentence(0)).toContain('Ingen fund behandles uden for rapporten')
  expect(sentence(1)).toContain('Færre end 5 fund')
  expect(sentence(4)).toBe(sentence(1))
  expect(sentence(5)).toContain('5 fund behandles et andet sted')
})
