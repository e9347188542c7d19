import { touchesTile, type Tile } from '../../../shared/tile-grid.ts'
import type { ReadTransaction } from '../database/phone-database.ts'
import {
  checkOfTile,
  keyOfArea,
  tileName,
  type AreaKey,
  type KeptArea,
  type TileFinding,
  type TileRecord,
} from './tile-record.ts'

export const readAreas = (work: ReadTransaction) =>
  work.objectStore('area').getAll() as Promise<KeptArea[]>

export const readArea = (work: ReadTransaction, area: AreaKey) =>
  work.objectStore('area').get(keyOfArea(area)) as Promise<KeptArea | undefined>

export const readTile = (work: ReadTransaction, area: AreaKey, name: string) =>
  work.objectStore('tile').get([...keyOfArea(area), name]) as Promise<TileRecord | undefined>

export const readPlan = async (work: ReadTransaction, area: AreaKey): Promise<string[]> =>
  ((await work.objectStore('plan').get(keyOfArea(area))) as string[] | undefined) ?? []

export interface TileSearch {
  finding: TileFinding
  /** Areas in which the tile is listed but damaged. */
  damagedIn: KeptArea[]
}

/** Searches all areas, complete ones first; two walks of one evening may share streets. */
export async function findTile(work: ReadTransaction, tile: Tile): Promise<TileSearch> {
  const search: TileSearch = { finding: { kind: 'outside' }, damagedIn: [] }
  for (const area of await areasWith(work, tile)) {
    const record = await readTile(work, area, tileName(tile))
    const finding = await judge(work, { area, tile, record })
    if (finding.kind !== 'missing') return { ...search, finding }
    if (record) search.damagedIn.push(area)
    if (search.finding.kind === 'outside') search.finding = finding
  }
  return search
}

async function areasWith(work: ReadTransaction, tile: Tile): Promise<KeptArea[]> {
  return (await readAreas(work))
    .filter((area) => tile.z >= area.minZoom && tile.z <= area.maxZoom)
    .filter((area) => touchesTile(area.box, tile))
    .sort((a, b) => Number(b.isComplete) - Number(a.isComplete))
}

interface Candidate {
  area: KeptArea
  tile: Tile
  record: TileRecord | undefined
}

async function judge(
  work: ReadTransaction,
  { area, tile, record }: Candidate,
): Promise<TileFinding> {
  if (record) {
    const { bytes, check } = record
    if (checkOfTile(bytes) !== check) return { kind: 'missing', area }
    return bytes.byteLength === 0 ? { kind: 'empty' } : { kind: 'kept', bytes }
  }
  const names = (await work.objectStore('plan').get(keyOfArea(area))) as string[] | undefined
  return names && !names.includes(tileName(tile)) ? { kind: 'empty' } : { kind: 'missing', area }
}
