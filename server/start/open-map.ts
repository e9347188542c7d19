import { join } from 'node:path'
import { coverPercent } from '../../shared/cover-percent.ts'
import { coveredPart } from '../../shared/geo.ts'
import type { Config } from '../config.ts'
import type { Store } from '../store/database/database.ts'
import { openMaps, type MapSet } from '../store/map/map-set.ts'

/** Small maps in the repository, so that a demo has streets without any configuration. */
const demoMapFolder = join(import.meta.dirname, '../demo/maps')

/** Opens the map that the operator configured; null without one. Throws `MapFileError`. */
export async function openOwnMap({ mapFiles }: Config): Promise<MapSet | null> {
  return mapFiles === null || mapFiles.length === 0 ? null : openMaps(mapFiles)
}

/** Opens the maps of the demo's towns, for a store that holds the demo and without a configured map; never in production. */
export async function openDemoMap({ mapFiles, isProduction }: Config): Promise<MapSet | null> {
  return mapFiles === null && !isProduction ? openMaps([demoMapFolder]) : null
}

/** Returns sentences for the operator about cities whose streets the map shows in part or not at all. */
export async function mapCoverNotes(store: Store, map: MapSet | null): Promise<string[]> {
  if (!map) return []
  const boxes = map.parts.map(({ bounds }) => bounds)
  const rows = await store.db
    .selectFrom('municipalities')
    .select(['name', 'west', 'south', 'east', 'north'])
    .orderBy('name')
    .execute()
  return rows.flatMap(({ name, west, south, east, north }) => {
    const percent = coverPercent(coveredPart([west, south, east, north], boxes))
    return percent === null ? [] : [`${name}: ${coverNote(percent)}`]
  })
}

const coverNote = (percent: number): string =>
  percent === 0
    ? 'kortet dækker ikke området, så der er ingen gader at se. Vælg en kortfil for området med MAP_FILE. / ' +
      'The map does not cover the area, so there are no streets to see. Choose a map file of the area with MAP_FILE.'
    : `kortet dækker ${percent} % af området. Uden for det er der ingen gader at se. / ` +
      `The map covers ${percent} % of the area; outside it there are no streets to see.`
