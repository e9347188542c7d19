import { gunzipSync } from 'node:zlib'
import {
  createPlaceNameReader,
  finestZoomAt,
  type PlaceNameReader,
} from '../../../shared/place-names/place-name-reader.ts'
import type { Tile } from '../../../shared/tile-grid.ts'
import type { MapSet } from './map-set.ts'

type NamingMap = Pick<MapSet, 'parts' | 'tile'>

/** Names of places out of the operator's map; decoded tiles are kept for the next question. */
export const placeNamesOf = (map: NamingMap): PlaceNameReader =>
  createPlaceNameReader({
    zoomAt: (place) => Promise.resolve(finestZoomAt(map.parts, place)),
    read: (tile) => readTile(map, tile),
  })

async function readTile(map: NamingMap, tile: Tile): Promise<ArrayBuffer | undefined> {
  const found = await map.tile(tile)
  if (!found) return undefined
  const bytes = found.isGzipped ? gunzipSync(found.bytes) : found.bytes
  return Uint8Array.from(bytes).buffer
}
