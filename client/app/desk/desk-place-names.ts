import { fetchTile } from '../../sync/offline-map/fetch-tile.ts'
import type { DeskServices } from '../../sync/services/desk-services.ts'
import type { NetworkEnvironment } from '../../sync/services/sync-environment.ts'
import { openedOnce, type FindPlaceName } from '../../ui/places/find-place-name.ts'

const reading = () => import('../../../shared/place-names/place-name-reader.ts')

/** Names of places out of the installation's own map, tile by tile; its code comes with the first question. */
export const deskPlaceNames = (
  api: DeskServices['api'],
  network: NetworkEnvironment,
): FindPlaceName => openedOnce(() => open(api, network))

async function open(api: DeskServices['api'], network: NetworkEnvironment): Promise<FindPlaceName> {
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
  }).nameAt
}
