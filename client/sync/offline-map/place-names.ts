import type { BoundingBox } from '../../../shared/geo.ts'
import type { PlaceName } from '../../../shared/place-names/place-name.ts'
import type { MapPlace, PlaceNameReader } from '../../../shared/place-names/place-name-reader.ts'
import { boxOfTile, tileAt } from '../../../shared/tile-grid.ts'
import type { OfflineArea } from './offline-area.ts'

type Area = Pick<OfflineArea, 'offer' | 'readTile'>

export interface PlaceNames {
  /**
   * Returns what the phone's map calls a place; null where it has no name, without a map, and when a tile is neither on the phone nor
   * to be had now. Never rejects: a name is an extra.
   */
  nameAt(place: MapPlace): Promise<PlaceName | null>
}

/** Loaded by the first screen that shows a name; pinning does not need it. */
const reading = () => import('../../../shared/place-names/place-name-reader.ts')

const known = new WeakMap<Area, PlaceNames>()

/** Names of places out of the walk's map on this phone, the same for every screen; tiles that are not kept come from our server. */
export function placeNamesOnPhone(area: Area): PlaceNames {
  const names = known.get(area) ?? createPlaceNames(area)
  known.set(area, names)
  return names
}

function createPlaceNames(area: Area): PlaceNames {
  const levels = levelsOf(area)
  let reader: PlaceNameReader | undefined
  const open = async () => {
    const { createPlaceNameReader } = await reading()
    return (reader ??= createPlaceNameReader({
      zoomAt: levels,
      read: ({ z, x, y }) => area.readTile(z, x, y),
    }))
  }
  return {
    async nameAt(place) {
      try {
        return await (reader ?? (await open())).nameAt(place)
      } catch {
        // The code or a tile could not be loaded; the next question tries again.
        return null
      }
    },
  }
}

/** Width of the places that share one answer about the map's levels: about 5 km in Denmark. */
const levelZoom = 12

/** Asks once for each few kilometres how fine the map is there; again while there is none. */
function levelsOf(area: Area) {
  const found = new Map<string, number>()
  return async ({ longitude, latitude }: MapPlace): Promise<number | undefined> => {
    const box = boxOfTile(tileAt(longitude, latitude, levelZoom))
    const key = String(box)
    const level = found.get(key) ?? (await finestIn(area, box))
    if (level !== undefined) found.set(key, level)
    return level
  }
}

async function finestIn(area: Area, box: BoundingBox): Promise<number | undefined> {
  const offer = await area.offer(box)
  return offer.kind === 'vector' ? offer.maxZoom : undefined
}
