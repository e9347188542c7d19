import type { Uuid } from '../../../shared/identifiers.ts'
import type { Tile } from '../../../shared/tile-grid.ts'
import { createPhoneDatabase, type WriteTransaction } from '../database/phone-database.ts'
import type { PhoneEnvironment } from '../phone/phone-environment.ts'
import { findTile, readAreas, readPlan } from './tile-reads.ts'
import {
  tileName,
  type AreaKey,
  type AreaPlan,
  type KeptArea,
  type NamedTile,
  type TileFinding,
} from './tile-record.ts'
import { beginArea, finishArea, forgetTile, removeWalk, saveTiles } from './tile-writes.ts'

const tilesName = 'lygte-tiles'

/**
 * Map tiles of walks, in the third database, which is deleted first when the phone is full. Nothing here expires: an area stays
 * until its walk is removed (N2). Counts are written in one transaction with the tiles they count, so they are true after a crash
 * at any moment (K6).
 */
export interface TileStore {
  areas(): Promise<KeptArea[]>
  /** Begins an area, or continues one of the same version; returns the names of the tiles that are still to fetch. */
  begin(plan: AreaPlan, names: readonly string[]): Promise<string[]>
  save(area: AreaKey, tiles: readonly NamedTile[]): Promise<void>
  /** Returns true when every tile was counted; then other versions of the walk's map are deleted. */
  finish(area: AreaKey): Promise<boolean>
  /** Returns the names of the tiles with data that an area has, whether they have arrived or not. */
  names(area: AreaKey): Promise<string[]>
  find(tile: Tile): Promise<TileFinding>
  /** Deletes the map of one walk; returns the freed bytes. */
  remove(walkId: Uuid): Promise<number>
  /** Deletes everything; returns whether there was anything (K2). */
  clear(): Promise<boolean>
  /** A small fact about the installation that a start without a network needs. */
  remember(key: string, value: unknown): Promise<void>
  recall(key: string): Promise<unknown>
  close(): void
}

const stores = ['area', 'plan', 'tile'] as const

export function createTileStore(
  environment: Pick<PhoneEnvironment, 'indexedDB' | 'clock'>,
): TileStore {
  const database = createPhoneDatabase({
    name: tilesName,
    version: 1,
    build(raw) {
      raw.createObjectStore('area', { keyPath: ['walkId', 'version'] })
      raw.createObjectStore('plan')
      raw.createObjectStore('tile')
      raw.createObjectStore('setting')
    },
    durability: 'relaxed',
    ...environment,
  })
  return {
    areas: () => database.read(['area'], readAreas),
    begin: (plan, names) => database.write(stores, (work) => beginArea(work, plan, names)),
    save: (area, tiles) => database.write(stores, (work) => saveTiles(work, area, tiles)),
    finish: (area) => database.write(stores, (work) => finishArea(work, area)),
    names: (area) => database.read(['plan'], (work) => readPlan(work, area)),
    async find(tile) {
      const { finding, damagedIn } = await database.read(stores, (work) => findTile(work, tile))
      for (const area of damagedIn) {
        await database.write(stores, (work) => forgetTile(work, area, tileName(tile)))
      }
      return finding
    },
    remove: (walkId) => database.write(stores, (work) => removeWalk(work, walkId)),
    clear: () => database.write(stores, clearAll),
    remember: (key, value) =>
      database.write(['setting'], async (work) => {
        await work.objectStore('setting').put(value, key)
      }),
    recall: (key) =>
      database.read(
        ['setting'],
        (work) => work.objectStore('setting').get(key) as Promise<unknown>,
      ),
    close: () => {
      database.close()
    },
  }
}

async function clearAll(work: WriteTransaction): Promise<boolean> {
  const count = await work.objectStore('area').count()
  for (const name of stores) await work.objectStore(name).clear()
  return count > 0
}
