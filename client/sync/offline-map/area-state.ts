import type { BoundingBox } from '../../../shared/geo.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { KeptArea } from '../../local/tiles/tile-record.ts'
import type { TileStore } from '../../local/tiles/tile-store.ts'
import { coverageOf, isInside } from './area-coverage.ts'

export type AreaOfWalk = Pick<Walk, 'id' | 'area'>

/** Size of a download, known before it begins. */
export interface AreaSize {
  version: string
  tiles: number
  /** Their size on the phone. */
  bytes: number
  /** How many of them are on the phone already. */
  savedTiles: number
  /** Share of the walk's area that the map covers, 0 to 1. */
  coverage: number
}

export type AreaState =
  | { kind: 'none' }
  | { kind: 'partial'; savedTiles: number; tiles: number; savedBytes: number }
  | ({ kind: 'ready'; tiles: number; savedBytes: number; version: string } & AreaReach)

/** Everything that belongs to a map may be on the phone, and the map may still not cover the walk. */
export interface AreaReach {
  /** Share of the walk's area that it covers, 0 to 1. */
  coverage: number
  /** The walk's area has grown since: there may be more to fetch. */
  isOutgrown: boolean
}

export async function areasOf(tiles: Pick<TileStore, 'areas'>, walkId: Uuid): Promise<KeptArea[]> {
  return (await tiles.areas()).filter((area) => area.walkId === walkId)
}

/** A complete map stays in use while a newer version of it is fetched beside it. */
export async function stateOf(
  tiles: Pick<TileStore, 'areas' | 'names'>,
  walkId: Uuid,
  box?: BoundingBox,
): Promise<AreaState> {
  const areas = await areasOf(tiles, walkId)
  const whole = areas.find((area) => area.isComplete)
  if (whole) {
    const { tiles: count, savedBytes, version, maxZoom } = whole
    const walked = box ?? whole.box
    const coverage = coverageOf(walked, { maxZoom, names: await tiles.names(whole) })
    const isOutgrown = !isInside(walked, whole.box)
    return { kind: 'ready', tiles: count, savedBytes, version, coverage, isOutgrown }
  }
  const [part] = areas
  if (!part) return { kind: 'none' }
  const { savedTiles, savedBytes } = part
  return { kind: 'partial', savedTiles, tiles: part.tiles, savedBytes }
}
