import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { reportCsv } from '../../../shared/report/files/report-csv.ts'
import { reportGeoJson } from '../../../shared/report/files/report-geojson.ts'
import { reportLanguage } from '../../../shared/report/words/report-language.ts'
import type { Store } from '../../store/database/database.ts'
import type { PhotoFiles } from '../../store/photos/photo-files.ts'
import { readReportFile, type ReportFileKey } from '../../store/reports/report-file-store.ts'
import type { StoredReport } from '../../store/reports/report-store.ts'
import { writeReportPage } from '../html/report-page.ts'
import { photosOfReport } from '../report-images.ts'

interface PackSources {
  store: Store
  photoFiles: PhotoFiles
}

export interface PackedReport extends StoredReport {
  key: Omit<ReportFileKey, 'format'>
}

interface PackedFile {
  path: string
  bytes: Buffer
}

/**
 * Returns a ZIP file with everything of a version that opens without this product: the page with its photos, PDF and Word as far as they
 * are written, the findings as tables, and `SHA256SUMS.txt` in the form that `sha256sum --check` reads. It is written while it is read,
 * one photo in memory at a time.
 */
export function packReport(sources: PackSources, report: PackedReport): Readable {
  const mtime = new Date(report.facts.madeAt)
  return Readable.from(zipOf(withSums(filesOf(sources, report)), mtime))
}

/** Ends with the checksums of all files before. */
async function* withSums(files: AsyncIterable<PackedFile>): AsyncGenerator<PackedFile> {
  let sums = ''
  for await (const file of files) {
    sums += `${createHash('sha256').update(file.bytes).digest('hex')}  ${file.path}\n`
    yield file
  }
  yield textFile('SHA256SUMS.txt', sums)
}

/** Pictures, PDF and Word files are compressed already. */
const isCompressed = /\.(jpg|png|pdf|docx)$/

async function* zipOf(files: AsyncIterable<PackedFile>, mtime: Date): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  for await (const { path, bytes } of files) {
    const entry = isCompressed.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path)
    entry.mtime = mtime
    zip.add(entry)
    entry.push(bytes, true)
    yield* chunks.splice(0)
  }
  zip.end()
  yield* chunks.splice(0)
}

async function* filesOf(sources: PackSources, report: PackedReport): AsyncGenerator<PackedFile> {
  const { facts, language, document, journalNumber, key } = report
  const { packed } = reportLanguage(language, facts.municipality.timeZone).words
  const kept = { ...key, journalNumber, language, document, facts }
  yield textFile(packed.readmeName, packed.readme(document.title, document.version))
  yield textFile('report.json', `${JSON.stringify(kept, null, 2)}\n`)
  yield textFile('report.csv', reportCsv(facts, language))
  yield textFile('report.geojson', JSON.stringify(reportGeoJson(facts, language)))
  const drawn = await readReportFile(sources.store.db, { ...key, format: 'map' })
  if (drawn) yield { path: 'map.png', bytes: drawn }
  const photos = new Set<string>()
  for await (const [id, bytes] of photosOfReport(sources, key.municipalityId, facts)) {
    photos.add(id)
    yield { path: `photos/${id}.jpg`, bytes }
  }
  for (const format of ['pdf', 'docx'] as const) {
    const bytes = await readReportFile(sources.store.db, { ...key, format })
    if (bytes) yield { path: `report.${format}`, bytes }
  }
  yield textFile('report.html', pageOf(report, { hasMap: drawn !== undefined, photos }))
}

const textFile = (path: string, text: string): PackedFile => ({ path, bytes: Buffer.from(text) })

interface Packed {
  hasMap: boolean
  /** Ids of the photos that exist. */
  photos: ReadonlySet<string>
}

const pageOf = (
  { document, facts, journalNumber }: PackedReport,
  { hasMap, photos }: Packed,
): string =>
  writeReportPage({
    ...{ document, facts, journalNumber, actionLists: [] },
    files: ['csv', 'geojson', 'json'].map((ending) => ({
      name: ending.toUpperCase(),
      address: `report.${ending}`,
    })),
    mapAddress: hasMap ? 'map.png' : null,
    photoAddress: (id) => (photos.has(id) ? `photos/${id}.jpg` : null),
  })
