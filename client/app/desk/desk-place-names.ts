import type { MapPlace, PlaceNameReader } from '../../../shared/place-names/place-name-reader.ts'
import { fetchTile } from '../../sync/offline-map/fetch-tile.ts'
import type { DeskServices } from '../../sync/services/desk-services.ts'
import type { NetworkEnvironment } from '../../sync/services/sync-environment.ts'
import type { FindPlaceName } from '../../ui/places/find-place-name.ts'

const reading = () => import('../../../shared/place-names/place-name-reader.ts')

/** Names of places out of the installation's own map, tile by tile; its code comes with the first question. */
export function deskPlaceNames(
  api: DeskServices['api'],
  network: NetworkEnvironment,
): FindPlaceName {
  let opened: Promise<PlaceNameReader> | undefined

  async function open(): Promise<PlaceNameReader> {
    const [{ createPlaceNameReader, finestZoomAt }, outcome] = await Promise.all([
      reading(),
      api.call('installation'),
    ])
    if (!outcome.ok) throw new Error('The map of the installation is not known')
    const { map } = outcome.value
    return createPlaceNameReader({
      zoomAt: (place) => Promise.resolve(finestZoomAt(map?.parts ?? [], place)),
      async read({ z, x, y }) {
        const name = `${z}/${x}/${y}`
        const { bytes } = await fetchTile(network, { name, version: map?.version })
        return bytes.byteLength === 0 ? undefined : bytes
      },
    })
  }
  return async (place: MapPlace) => {
    const opening = (opened ??= open())
    // The next question tries again.
    opening.catch(() => (opened = undefined))
    return (await opening).nameAt(place)
  }
}
