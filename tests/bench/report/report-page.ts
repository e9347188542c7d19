import { writeReportPage } from '../../../server/report/html/report-page.ts'
import { buildReport } from '../../../shared/report/build-report.ts'
import { collectFacts } from '../../../shared/report/facts/collect-facts.ts'
import { makeObservation, someUuid } from '../../support/fixtures/make-observation.ts'
import { reportSources } from '../../support/fixtures/report-sources.ts'
import type { BenchRow } from '../bench-row.ts'

const findings = 60
const photosEach = 2
const mostMilliseconds = 300
const times = 20

/** From stored observations to the bytes of the page; the median of 20, after one that warms up. */
export function measureReportPage(): BenchRow {
  const observations = Array.from({ length: findings }, (_, index) => madeFinding(index))
  const took = Array.from({ length: times + 1 }, () => {
    const begin = performance.now()
    const size = writePage(observations).length
    return { milliseconds: performance.now() - begin, size }
  })
    .slice(1)
    .sort((a, b) => a.milliseconds - b.milliseconds)
  const { milliseconds = Infinity, size = 0 } = took[times / 2] ?? {}
  return {
    name: 'Report of 60 findings, 120 photos: page (HTML)',
    value: milliseconds,
    unit: 'ms',
    target: `<= ${String(mostMilliseconds)} ms`,
    ok: milliseconds <= mostMilliseconds,
    note: `${(size / 1024).toFixed(0)} kB without photos`,
  }
}

const madeFinding = (index: number) =>
  makeObservation({
    number: 1_000 + index,
    text: `Lampe ${String(index + 1)} er slukket, og stien ligger i mørke hele vejen hen til skolen.`,
    position: {
      longitude: 9.9187 + (index % 8) * 0.001,
      latitude: 57.0482 + Math.floor(index / 8) * 0.001,
      source: 'gps',
    },
    photos: Array.from({ length: photosEach }, () => ({
      ...{ photoId: someUuid(), sha256: '0'.repeat(64), size: 300_000, mime: 'image/jpeg' },
      ...{ state: 'stored' as const, review: 'approved' as const },
    })),
  })

function writePage(observations: ReturnType<typeof madeFinding>[]): string {
  const facts = collectFacts(reportSources(observations))
  if (!facts) throw new Error('The list of a report source is approved')
  const document = buildReport(facts, { language: 'da', version: 1, previous: null })
  return writeReportPage({
    ...{ document, facts, journalNumber: null, files: [], actionLists: [], mapAddress: null },
    photoAddress: (id) => `/api/photos/${id}/large`,
  })
}
