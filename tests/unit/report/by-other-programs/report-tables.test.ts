import { describe, expect, it } from 'vitest'
import { collectFacts } from '../../../../shared/report/facts/collect-facts.ts'
import { reportCsv } from '../../../../shared/report/files/report-csv.ts'
import { reportGeoJson } from '../../../../shared/report/files/report-geojson.ts'
import { makeObservation } from '../../../support/fixtures/make-observation.ts'
import { reportSources } from '../../../support/fixtures/report-sources.ts'
import { throughGdal, throughOffice } from '../../../support/reports/office.ts'

const formula = '=HYPERLINK("https://example.dk";"Tryk her")'
const texts = [
  'Æblet på åen; "to" blåbær, 2,5 m',
  formula,
  '+45 12 34 56 78',
  'Første linje\nanden',
]
const observations = texts.map((text, index) => makeObservation({ text, number: index + 1 }))
const facts = collectFacts(reportSources(observations))
if (!facts) throw new Error('The list is approved')

/** Semicolons, double quotes, UTF-8, from the first line on; formulas are run, which a person has to ask for. */
const semicolons = 'CSV:59,34,76,1,,0,false,true,false,false,false,0,true'
const inCalc = (csv: string) =>
  throughOffice(Buffer.from(csv), { from: 'csv', readAs: semicolons, to: 'fods' }).toString()

describe('the CSV of a report in LibreOffice', () => {
  const sheet = inCalc(reportCsv(facts, 'da'))
  const cells = [...sheet.matchAll(/<table:table-cell[^>]*?(?:\/>|>(.*?)<\/table:table-cell>)/gs)]
    .map(([, content = '']) =>
      [...content.matchAll(/<text:p>(.*?)<\/text:p>/gs)].map(([, line = '']) => plain(line)),
    )
    .map((lines) => lines.join('\n'))

  it('has every text in one cell, with Danish letters, quotes and line breaks', () => {
    for (const text of texts) {
      const shown = /^[=+]/.test(text) ? `'${text}` : text
      expect(cells).toContain(shown)
    }
  })

  it('runs nothing, even where formulas are run', () => {
    expect(inCalc('"Nr.";"Tekst"\r\n1;=1+1\r\n')).toContain('table:formula')
    expect(sheet).not.toContain('table:formula')
    expect(sheet).not.toContain('xlink:href="https://example.dk')
  })
})

describe('the GeoJSON of a report in GDAL', () => {
  const said = throughGdal(JSON.stringify(reportGeoJson(facts, 'da')))

  it('is a layer of points in WGS84 with every finding where it lies', () => {
    expect(said).toContain('Geometry: Point')
    expect(said).toContain('Feature Count: 4')
    expect(said).toContain('ID["EPSG",4326]')
    expect(said).toContain('POINT (9.9187 57.0482)')
  })

  it('has the words of each finding', () => {
    for (const text of texts) expect(said).toContain(`text (String) = ${text}`)
  })
})

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (markup: string): string =>
  markup
    .replace(/<text:s\/>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
