import type { Uuid } from '../../shared/identifiers.ts'
import type { Walk } from '../../shared/walk.ts'
import type { KeptArea } from '../local/tile-record.ts'
import type { TileStore } from '../local/tile-store.ts'

export type AreaOfWalk = Pick<Walk, 'id' | 'area'>

/** What a download would take, told before it begins. */
export interface AreaSize {
  version: string
  tiles: number
  /** On the wire. */
  bytes: number
  /** How many of them lie on the phone already. */
  savedTiles: number
}

export type AreaState =
  | { kind: 'none' }
  | { kind: 'partial'; savedTiles: number; tiles: number; savedBytes: number }
  | { kind: 'ready'; tiles: number; savedBytes: number; version: string }

export async function areasOf(tiles: TileStore, walkId: Uuid): Promise<KeptArea[]> {
  return (await tiles.areas()).filter((area) => area.walkId === walkId)
}

/** A whole map stays in use while a newer version of it is being fetched beside it. */
export function stateOf(areas: readonly KeptArea[]): AreaState {
  const whole = areas.find((area) => area.isComplete)
  if (whole) {
    const { tiles, savedBytes, version } = whole
    return { kind: 'ready', tiles, savedBytes, version }
  }
  const [part] = areas
  if (!part) return { kind: 'none' }
  const { savedTiles, tiles, savedBytes } = part
  return { kind: 'partial', savedTiles, tiles, savedBytes }
}
