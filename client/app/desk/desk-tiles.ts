import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import { coveredPart, type BoundingBox } from '../../../shared/geo.ts'
import type { TileSource } from '../../map/map-content.ts'
import { deskServicesKey, type DeskServices } from '../../sync/services/desk-services.ts'
import { fetchTile } from '../../sync/offline-map/fetch-tile.ts'
import { offerFrom } from '../../sync/offline-map/map-offer.ts'
import type { NetworkEnvironment } from '../../sync/services/sync-environment.ts'

export const deskNetworkKey: InjectionKey<NetworkEnvironment> = Symbol('desk network')

export interface DeskTiles {
  source: TileSource
  /**
   * Share of the municipality that the installation's own map shows, 0 to 1; null when it has no map, or before the server has
   * answered.
   */
  covered: number | null
}

/**
 * The tiles that this installation draws under the pins of a city; a grid until that is known, and for good when the server does
 * not answer.
 */
export function useDeskTiles(city: BoundingBox): ShallowRef<DeskTiles> {
  const network = inject(deskNetworkKey)
  const services = inject<DeskServices>(deskServicesKey)
  const tiles = shallowRef<DeskTiles>({ source: { kind: 'grid' }, covered: null })
  if (!network || !services) throw new Error('desk services were not provided')
  void services.api.call('installation').then(
    (outcome) => {
      if (!outcome.ok) return
      const { map } = outcome.value
      const source = offerFrom({
        installation: outcome.value,
        areas: [],
        box: city,
        read: async (z, x, y) => {
          const name = `${z}/${x}/${y}`
          const { bytes } = await fetchTile(network, { name, version: map?.version })
          return bytes.byteLength === 0 ? undefined : bytes
        },
      })
      const parts = map?.parts.map(({ bounds }) => bounds)
      tiles.value = { source, covered: parts ? coveredPart(city, parts) : null }
    },
    () => undefined,
  )
  return tiles
}
