import {
  createPlaceNameReader,
  type MapPlace,
  type PlaceNameReader,
} from '../../../shared/place-names/place-name-reader.ts'
import { boxOfTile, tileAt } from '../../../shared/tile-grid.ts'
import type { OfflineArea } from './offline-area.ts'

type Area = Pick<OfflineArea, 'offer' | 'readTile'>

/**
 * Returns what the map on this phone calls a place, or null where it has no name. A tile that is not kept comes from our server; rejects
 * when that is not to be had now.
 */
export const namesOnPhone = (area: Area): PlaceNameReader['nameAt'] =>
  createPlaceNameReader({
    zoomAt: levelsOf(area),
    read: ({ z, x, y }) => area.readTile(z, x, y),
  }).nameAt

/** Width of the places that share one answer about the map's levels: about 5 km in Denmark. */
const levelZoom = 12

/** Until a place without a map is asked about again; a list asks for each of its rows. */
const againMs = 30_000

/** How fine the map is at a place, asked once for each few kilometres. */
function levelsOf(area: Area) {
  const found = new Map<string, Promise<number | undefined>>()
  return async ({ longitude, latitude }: MapPlace): Promise<number | undefined> => {
    const box = boxOfTile(tileAt(longitude, latitude, levelZoom))
    const key = String(box)
    const asked = found.get(key)
    if (asked) return asked
    const asking = area
      .offer(box)
      .then((offer) => (offer.kind === 'vector' ? offer.maxZoom : undefined))
    found.set(key, asking)
    const level = await asking.catch(() => undefined)
    if (level === undefined) setTimeout(() => found.delete(key), againMs)
    return asking
  }
}
