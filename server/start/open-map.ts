import { join } from 'node:path'
import { coveredPart } from '../../shared/geo.ts'
import type { Config } from '../config.ts'
import type { Store } from '../store/database/database.ts'
import { openMaps, type MapSet } from '../store/map/map-set.ts'

/** Small maps that lie in the repository, so that a demo has streets without a word from anybody. */
export const demoMapFolder = join(import.meta.dirname, '../demo/maps')

/** The map that the operator named; null without one. Throws `MapFileError`. */
export async function openOwnMap({ mapFiles }: Config): Promise<MapSet | null> {
  return mapFiles === null || mapFiles.length === 0 ? null : openMaps(mapFiles)
}

/** The maps of the demo's own towns, for a store that holds the demo and where nothing was said about maps; never in production. */
export async function openDemoMap({ mapFiles, isProduction }: Config): Promise<MapSet | null> {
  return mapFiles === null && !isProduction ? openMaps([demoMapFolder]) : null
}

/** Less than that is what rounding takes away. */
const whole = 0.99

/** Sentences for the operator: cities whose streets the map shows in part or not at all. */
export async function mapCoverNotes(store: Store, map: MapSet | null): Promise<string[]> {
  if (!map) return []
  const boxes = map.parts.map(({ bounds }) => bounds)
  const rows = await store.db
    .selectFrom('municipalities')
    .select(['name', 'west', 'south', 'east', 'north'])
    .orderBy('name')
    .execute()
  return rows.flatMap(({ name, west, south, east, north }) => {
    const covered = coveredPart([west, south, east, north], boxes)
    if (covered >= whole) return []
    const percent = Math.floor(covered * 100)
    return [
      `${name}: kortet dækker ${percent} % af området. Uden for det er der ingen gader at se. / ` +
        `The map covers ${percent} % of the area; outside it there are no streets to see.`,
    ]
  })
}
