import {
  createPlaceNameReader,
  finestZoomAt,
  type PlaceNameReader,
} from '../../../shared/place-names/place-name-reader.ts'
import type { MapSet } from './map-set.ts'
import { readTile } from './read-tile.ts'

type NamingMap = Pick<MapSet, 'parts' | 'tile'>

/** Names of places out of the operator's map; decoded tiles are kept for the next question. */
export const placeNamesOf = (map: NamingMap): PlaceNameReader =>
  createPlaceNameReader({
    zoomAt: (place) => Promise.resolve(finestZoomAt(map.parts, place)),
    read: (tile) => readTile(map, tile),
  })
