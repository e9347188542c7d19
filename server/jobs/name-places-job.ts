import Type from 'typebox'
import type { Uuid } from '../../shared/identifiers.ts'
import type { PlaceNameReader } from '../../shared/place-names/place-name-reader.ts'
import type { Store } from '../store/database/database.ts'
import { placeNamesOf } from '../store/map/map-names.ts'
import { findUnnamed, writeNames } from '../store/observations/place-name-store.ts'
import { readMunicipalityIds } from '../store/walks/municipality-store.ts'
import type { Job, JobSurroundings } from './job.ts'

/** Seconds in which pushes gather before their places are named. */
export const askSeconds = 1

/** Read and written at a time; a push that meets one of them waits for a few milliseconds. */
const batchSize = 200

/**
 * Asks the map for the names of the places where observations are, also those of another version of the map. Without a map, or where it
 * has no name, nothing is missing that anybody waits for. Twice: the second run finds nothing to name.
 */
export const namePlacesJob: Job = {
  name: 'name-places',
  payload: Type.Object({}),
  effect: 'inside',
  // Pushes ask for it; this is for what a lost request has left.
  schedule: '25 * * * *',
  // The map may be another one since.
  atStart: true,
  isSingle: true,
  run: (surroundings) => namePlaces(surroundings),
}

/** Returns how many observations were named. */
export async function namePlaces({
  store,
  map,
  isClosing,
}: Pick<JobSurroundings, 'store' | 'map' | 'isClosing'>): Promise<number> {
  if (!map) return 0
  const naming = { store, version: map.version, names: placeNamesOf(map) }
  let named = 0
  for (const municipalityId of await readMunicipalityIds(store.db)) {
    let inBatch: number
    do {
      if (isClosing()) return named
      inBatch = await nameBatch(naming, municipalityId)
      named += inBatch
    } while (inBatch > 0)
  }
  return named
}

interface MapNaming {
  store: Store
  /** Of the map. */
  version: string
  names: PlaceNameReader
}

async function nameBatch(
  { store, version, names }: MapNaming,
  municipalityId: Uuid,
): Promise<number> {
  const naming = { municipalityId, version }
  const places = await findUnnamed(store.db, naming, batchSize)
  const named = []
  for (const place of places) {
    const name = place.source === 'address' ? null : await names.nameAt(place)
    named.push({ ...place, name })
  }
  return named.length === 0 ? 0 : writeNames(store.db, naming, named)
}
