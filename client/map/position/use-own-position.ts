import {
  circle,
  circleMarker,
  divIcon,
  layerGroup,
  marker,
  type LayerGroup,
  type Map as LeafletMap,
} from 'leaflet'
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
        ...facing(own),
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

/** A cone towards where the phone faces, below the dot. */
function facing(own: OwnPosition) {
  if (typeof own.heading !== 'number') return []
  const html = document.createElement('div')
  html.className = 'own-facing'
  html.style.rotate = `${own.heading}deg`
  const icon = divIcon({ html, className: '', iconSize: [0, 0] })
  return [marker(toLatLng(own), { icon, interactive: false, keyboard: false, zIndexOffset: -1 })]
}
