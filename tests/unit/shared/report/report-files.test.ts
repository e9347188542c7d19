import { describe, expect, it } from 'vitest'
import { collectFacts } from '../../../../shared/report/facts/collect-facts.ts'
import { reportCsv, textCell } from '../../../../shared/report/files/report-csv.ts'
import { reportGeoJson } from '../../../../shared/report/files/report-geojson.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import { makeObservation } from '../../../support/fixtures/make-observation.ts'
import { reportSources } from '../../../support/fixtures/report-sources.ts'

const factsOf = (changes: Partial<Observation>) => {
  const facts = collectFacts(reportSources([makeObservation(changes)]))
  if (!facts) throw new Error('The list is approved')
  return facts
}

describe('a report as CSV', () => {
  it.each(['=', '+', '-', '@', '\t', '\r', '\n'])(
    'runs no formula in a cell that begins with %j',
    (mark) => {
      expect(textCell(`${mark}1`)).toBe(`"'${mark}1"`)
      expect(textCell(`1${mark}`)).toBe(`"1${mark}"`)
      expect(reportCsv(factsOf({ text: `${mark}HYPERLINK("x")` }), 'da')).toContain(
        `;"'${mark}HYPERLINK(""x"")";`,
      )
    },
  )

  it('begins with a byte order mark and separates by semicolons, with Danish letters and decimal commas', () => {
    const csv = reportCsv(factsOf({ text: 'æøå; "to" 2,5 m', place: 'Stien' }), 'da')
    expect(csv.startsWith('\uFEFF"Nr.";"Stop";"Sted";')).toBe(true)
    const [, row = ''] = csv.split('\r\n')
    expect(row).toContain('1001;"1 Tunnelen";"Stien";"Lampe slukket";"æøå; ""to"" 2,5 m";2;')
    expect(row.endsWith(';9,9187;57,0482')).toBe(true)
    expect(reportCsv(factsOf({}), 'en')).toContain(';9.9187;57.0482\r\n')
  })
})

it('puts longitude first in GeoJSON, with codes for machines and names for people', () => {
  const { type, features } = reportGeoJson(factsOf({ partyIds: ['road'], status: 'done' }), 'da')
  expect(type).toBe('FeatureCollection')
  expect(features[0]).toMatchObject({
    geometry: { type: 'Point', coordinates: [9.9187, 57.0482] },
    properties: { status: 'done', statusName: 'Udført', parties: ['Vej og Park'], stop: 1 },
  })
})
