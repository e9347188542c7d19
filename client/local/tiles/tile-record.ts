import type { BoundingBox } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Tile } from '../../../shared/tile-grid.ts'

/** One walk's map on this phone: which tiles belong to it and how many are there. One version of one walk is one area. */
export interface KeptArea {
  walkId: Uuid
  /** Version of the operator's map file. */
  version: string
  box: BoundingBox
  minZoom: number
  maxZoom: number
  attribution: string
  /** Tiles with data that the area has. */
  tiles: number
  /** Their size in the database, as the server said before the download; for old downloads their size on the wire. */
  bytes: number
  savedTiles: number
  /** Their size in the database. */
  savedBytes: number
  isComplete: boolean
}

export type AreaPlan = Omit<KeptArea, 'savedTiles' | 'savedBytes' | 'isComplete'>
export type AreaKey = Pick<KeptArea, 'walkId' | 'version'>

export interface NamedTile {
  /** `z/x/y` */
  name: string
  bytes: ArrayBuffer
}

/**
 * `kept`: it is here. `empty`: the area has nothing there. `missing`: it belongs to an area and is not (or no longer intact) on the
 * phone. `outside`: no area has it.
 */
export type TileFinding =
  | { kind: 'kept'; bytes: ArrayBuffer }
  | { kind: 'empty' }
  | { kind: 'missing'; area: KeptArea }
  | { kind: 'outside' }

export interface TileRecord {
  bytes: ArrayBuffer
  /** Checksum of the bytes when they were saved. */
  check: number
}

export const tileName = ({ z, x, y }: Tile): string => `${z}/${x}/${y}`

export const keyOfArea = ({ walkId, version }: AreaKey): [Uuid, string] => [walkId, version]

/** Keys of all tiles of an area: `[walkId, version, name]`; an array sorts after every text. */
export const tilesOfArea = (area: AreaKey): IDBKeyRange =>
  IDBKeyRange.bound(keyOfArea(area), [...keyOfArea(area), []])

/** FNV-1a, 32 bits: it detects a tile that storage has damaged, and is no protection against tampering. */
export function checkOfTile(bytes: ArrayBuffer): number {
  let hash = 0x811c9dc5
  for (const byte of new Uint8Array(bytes)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
