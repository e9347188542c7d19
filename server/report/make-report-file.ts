import { mapImage } from '../../shared/report/parts/walk-parts.ts'
import type { Store } from '../store/database/database.ts'
import type { PhotoFiles } from '../store/photos/photo-files.ts'
import { readReportFile, type ReportFileKey } from '../store/reports/report-file-store.ts'
import { readReport } from '../store/reports/report-store.ts'
import { readWalk } from '../store/walks/walk-store.ts'
import type { ReportMaps } from './map-image/ground.ts'
import { reportPdf, type OnPart } from './pdf/report-pdf.ts'
import { mapOfReport, photosOfReport } from './report-images.ts'

interface FileSources {
  store: Store
  photoFiles: PhotoFiles
  /** Null without an own map. */
  map: ReportMaps | null
}

/** Returns the bytes of one file of a version; null where it cannot be made here, as a map without tiles. */
export async function makeReportFile(
  sources: FileSources,
  key: ReportFileKey,
  onPart: OnPart,
): Promise<Buffer | null> {
  const { store, map } = sources
  const { municipalityId, walkId, version, format } = key
  const report = await readReport(store.db, key, version)
  if (!report) return null
  const { facts, document } = report
  if (format === 'map') {
    const walk = await readWalk(store.db, { municipalityId, walkId })
    return walk ? mapOfReport(facts, { area: walk.area, maps: map }) : null
  }
  const images = new Map<string, Uint8Array>()
  const drawn = await readReportFile(store.db, { ...key, format: 'map' })
  if (drawn) images.set(mapImage, drawn)
  for await (const [id, bytes] of photosOfReport(sources, municipalityId, facts))
    images.set(id, bytes)
  if (format === 'pdf') return reportPdf(document, images, onPart)
  // Only then, because reading the library takes a third of a second and 25 MB.
  const { reportDocx } = await import('./word/report-docx.ts')
  return reportDocx(document, images)
}
