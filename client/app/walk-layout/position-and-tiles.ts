import { effectScope, inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import type { BoundingBox } from '../../../shared/geo.ts'
import { readGeolocation, readPermissions } from '../../browser/globals.ts'
import type { TileSource } from '../../map/map-content.ts'
import { useGeolocation } from '../../map/position/use-geolocation.ts'
import { expectVectorTiles } from '../../map/tiles/vector-code.ts'
import { whenIdle } from '../../map/when-idle.ts'
import type { WalkServices } from '../../sync/services/walk-services.ts'

/** Shared by every page of the walk app: the phone's position and the tiles under the pins. */
export interface WalkFrame {
  place: ReturnType<typeof useGeolocation>
  tileSource: ShallowRef<TileSource>
}

export const walkFrameKey: InjectionKey<WalkFrame> = Symbol('walk frame')

/** One watch of the position for the whole page, because phones answer slowly the first time. */
export function createWalkFrame(services: Pick<WalkServices, 'area' | 'walks'>): WalkFrame {
  const tileSource = shallowRef<TileSource>({ kind: 'grid' })
  const place = effectScope(true).run(() =>
    useGeolocation({
      geolocation: readGeolocation(),
      permissions: readPermissions(),
      isSecure: window.isSecureContext,
      now: () => Date.now(),
    }),
  )
  if (!place) throw new Error('no scope for the position')
  const { area, walks } = services
  async function show(offer: (box?: BoundingBox) => Promise<TileSource>): Promise<void> {
    // Without readable storage there is no walk to draw the map for, but there still is a map.
    const known = await walks.read().catch(() => undefined)
    const source = await offer(known?.current?.walk.area)
    if (source.kind === 'vector') expectVectorTiles()
    if (isOther(tileSource.value, source)) tileSource.value = source
  }
  // The known map is drawn at once; the server's answer comes after it. Another walk may be in another town.
  void show((box) => area.offer(box)).then(() => {
    whenIdle(() => show((box) => area.refreshOffer(box)))
    walks.subscribe(() => void show((box) => area.offer(box)))
  })
  return { place, tileSource }
}

/** Drawing all tiles again without a change would make the map flicker. */
const isOther = (a: TileSource, b: TileSource): boolean => JSON.stringify(a) !== JSON.stringify(b)

export function useWalkFrame(): WalkFrame {
  const frame = inject(walkFrameKey)
  if (!frame) throw new Error('walk frame was not provided')
  return frame
}
