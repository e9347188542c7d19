import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import type { TileSource } from '../map/map-content.ts'
import { deskServicesKey, type DeskServices } from '../sync/desk-services.ts'
import { fetchTile } from '../sync/fetch-tile.ts'
import { offerFrom } from '../sync/map-offer.ts'
import type { NetworkEnvironment } from '../sync/sync-environment.ts'

export const deskNetworkKey: InjectionKey<NetworkEnvironment> = Symbol('desk network')

/** What this installation draws under the pins; a grid until it is known, and for good when nobody answers. */
export function useDeskTiles(): ShallowRef<TileSource> {
  const network = inject(deskNetworkKey)
  const services = inject<DeskServices>(deskServicesKey)
  const source = shallowRef<TileSource>({ kind: 'grid' })
  if (!network || !services) throw new Error('desk services were not provided')
  void services.api.call('installation').then(
    (outcome) => {
      if (!outcome.ok) return
      const version = outcome.value.map?.version
      source.value = offerFrom({
        installation: outcome.value,
        areas: [],
        read: async (z, x, y) => {
          const { bytes } = await fetchTile(network, { name: `${z}/${x}/${y}`, version })
          return bytes.byteLength === 0 ? undefined : bytes
        },
      })
    },
    () => undefined,
  )
  return source
}
