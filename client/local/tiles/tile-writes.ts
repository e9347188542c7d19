import type { Uuid } from '../../../shared/identifiers.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { readArea, readAreas, readTile } from './tile-reads.ts'
import {
  checkOfTile,
  keyOfArea,
  tilesOfArea,
  type AreaKey,
  type AreaPlan,
  type KeptArea,
  type NamedTile,
  type TileRecord,
} from './tile-record.ts'

export async function beginArea(
  work: WriteTransaction,
  plan: AreaPlan,
  names: readonly string[],
): Promise<string[]> {
  const known = await readArea(work, plan)
  const area: KeptArea = {
    savedTiles: 0,
    savedBytes: 0,
    ...known,
    ...plan,
    isComplete: false,
  }
  const wanted = new Set(names)
  const kept = new Set<string>()
  for (const name of await savedNames(work, plan)) {
    if (wanted.has(name)) kept.add(name)
    else await takeOut(work, area, name)
  }
  const missing = names.filter((name) => !kept.has(name))
  await work.objectStore('plan').put([...names], keyOfArea(plan))
  await work.objectStore('area').put({
    ...area,
    isComplete: missing.length === 0 && (known?.isComplete ?? false),
  })
  return missing
}

async function savedNames(work: WriteTransaction, area: AreaKey): Promise<string[]> {
  const keys = (await work.objectStore('tile').getAllKeys(tilesOfArea(area))) as string[][]
  return keys.map((key) => key[2] ?? '')
}

export async function saveTiles(
  work: WriteTransaction,
  key: AreaKey,
  tiles: readonly NamedTile[],
): Promise<void> {
  const area = await readArea(work, key)
  // The area was removed while it was being fetched: nothing of it may come back.
  if (!area) return
  for (const { name, bytes } of tiles) {
    await takeOut(work, area, name)
    const record: TileRecord = { bytes, check: checkOfTile(bytes) }
    await work.objectStore('tile').put(record, [...keyOfArea(area), name])
    area.savedTiles += 1
    area.savedBytes += bytes.byteLength
  }
  await work.objectStore('area').put(area)
}

/** Deletes a tile if it is there, and subtracts it from the area's counts. */
async function takeOut(work: WriteTransaction, area: KeptArea, name: string): Promise<boolean> {
  const record = await readTile(work, area, name)
  if (!record) return false
  await work.objectStore('tile').delete([...keyOfArea(area), name])
  area.savedTiles -= 1
  area.savedBytes -= record.bytes.byteLength
  return true
}

export async function finishArea(work: WriteTransaction, key: AreaKey): Promise<boolean> {
  const area = await readArea(work, key)
  if (!area) return false
  const savedTiles = await work.objectStore('tile').count(tilesOfArea(key))
  const isComplete = savedTiles >= area.tiles
  // Tiles that the browser has deleted no longer take room.
  const savedBytes =
    savedTiles === area.savedTiles ? area.savedBytes : await bytesOfTiles(work, key)
  await work.objectStore('area').put({ ...area, savedTiles, savedBytes, isComplete })
  if (!isComplete) return false
  for (const other of await readAreas(work)) {
    if (other.walkId === key.walkId && other.version !== key.version) await removeArea(work, other)
  }
  return true
}

async function bytesOfTiles(work: WriteTransaction, key: AreaKey): Promise<number> {
  const records = (await work.objectStore('tile').getAll(tilesOfArea(key))) as TileRecord[]
  return records.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
}

/** Deletes a tile that differs from what was saved, so that it counts as missing and is fetched again (N3). */
export async function forgetTile(work: WriteTransaction, key: AreaKey, name: string) {
  const area = await readArea(work, key)
  if (area && (await takeOut(work, area, name))) {
    await work.objectStore('area').put({ ...area, isComplete: false })
  }
}

export async function removeWalk(work: WriteTransaction, walkId: Uuid): Promise<number> {
  let bytes = 0
  for (const area of await readAreas(work)) {
    if (area.walkId !== walkId) continue
    bytes += area.savedBytes
    await removeArea(work, area)
  }
  return bytes
}

async function removeArea(work: WriteTransaction, area: AreaKey): Promise<void> {
  await work.objectStore('tile').delete(tilesOfArea(area))
  await work.objectStore('plan').delete(keyOfArea(area))
  await work.objectStore('area').delete(keyOfArea(area))
}
