import { buffer } from 'node:stream/consumers'
import type { Uuid } from '../../shared/identifiers.ts'
import { isPositiveCategory } from '../../shared/observation/categories.ts'
import type { ReportFacts } from '../../shared/report/facts/report-facts.ts'
import type { BoundingBox } from '../../shared/geo.ts'
import type { Store } from '../store/database/database.ts'
import type { PhotoFiles } from '../store/photos/photo-files.ts'
import { findPhoto } from '../store/photos/photo-store.ts'
import { reportMap } from './map-image/report-map.ts'
import type { ReportMaps } from './map-image/ground.ts'

interface MapOptions {
  area: BoundingBox
  maps: ReportMaps | null
}

/** Returns the map of a version as a PNG with the numbers that its tables have; null where the installation has no map. */
export async function mapOfReport(
  { walk, findings }: ReportFacts,
  { area, maps }: MapOptions,
): Promise<Buffer | null> {
  const stops = walk.stops.map((stop, index) => ({ ...stop, number: index + 1 }))
  const pins = findings.flatMap(({ number, category, longitude, latitude }) =>
    number === null ? [] : [{ number, longitude, latitude, isGood: isPositiveCategory(category) }],
  )
  const drawn = await reportMap({ stops, pins, route: walk.route, area, maps })
  return drawn?.png ?? null
}

interface PhotoSources {
  store: Store
  photoFiles: PhotoFiles
}

/** Returns the bytes of the report's photos that still exist, by photo id, one after the other. */
export async function* photosOfReport(
  { store, photoFiles }: PhotoSources,
  municipalityId: Uuid,
  { findings }: ReportFacts,
): AsyncGenerator<readonly [photoId: Uuid, bytes: Buffer]> {
  for (const photoId of findings.flatMap(({ photos }) => photos)) {
    const photo = await findPhoto(store.db, { municipalityId, photoId })
    if (photo?.state !== 'stored') continue
    const file = await photoFiles.read(photo.fileName, 'large')
    if (file) yield [photoId, await buffer(file.stream)]
  }
}
