import { circle, circleMarker, layerGroup, type LayerGroup, type Map as LeafletMap } from 'leaflet'
import { watch, type ShallowRef } from 'vue'
import { toLatLng } from '../leaflet-coordinates.ts'
import type { OwnPosition } from '../map-content.ts'

/** Draws the phone's position with the circle of its accuracy. It never moves the map. */
export function useOwnPosition(
  map: ShallowRef<LeafletMap | null>,
  position: () => OwnPosition | null | undefined,
): void {
  let shown: LayerGroup | undefined
  watch(
    [map, position] as const,
    ([target, own]) => {
      shown?.remove()
      shown = undefined
      if (!target || !own) return
      const age = own.isStale ? ' is-stale' : ''
      shown = layerGroup([
        circle(toLatLng(own), {
          radius: own.accuracyMetres,
          className: `own-accuracy${age}`,
          interactive: false,
        }),
        circleMarker(toLatLng(own), {
          radius: 11,
          className: `own-place${age}`,
          interactive: false,
        }),
      ]).addTo(target)
    },
    { immediate: true, flush: 'post' },
  )
}
