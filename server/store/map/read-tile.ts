import { gunzipSync } from 'node:zlib'
import type { Tile } from '../../../shared/tile-grid.ts'
import type { MapSet } from './map-set.ts'

/** Returns the bytes of a tile as a Mapbox Vector Tile, unpacked; undefined where the map has none. */
export async function readTile(
  map: Pick<MapSet, 'tile'>,
  tile: Tile,
): Promise<ArrayBuffer | undefined> {
  const found = await map.tile(tile)
  if (!found) return undefined
  const bytes = found.isGzipped ? gunzipSync(found.bytes) : found.bytes
  return Uint8Array.from(bytes).buffer
}
