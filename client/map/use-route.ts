import {
  divIcon,
  layerGroup,
  marker,
  polyline,
  type LayerGroup,
  type Map as LeafletMap,
} from 'leaflet'
import { watch, type ShallowRef } from 'vue'
import { toLatLng, toLatLngs } from './leaflet-coordinates.ts'
import type { MapStop } from './map-content.ts'

export interface RouteOptions {
  map: ShallowRef<LeafletMap | null>
  route: () => readonly (readonly [longitude: number, latitude: number])[]
  stops: () => readonly MapStop[]
}

/** The planned way, dotted, and its numbered stops. Pictures only: the list beside the map says the same in words. */
export function useRoute({ map, route, stops }: RouteOptions): void {
  let shown: LayerGroup | undefined
  watch(
    [map, route, stops] as const,
    ([target, way, places]) => {
      shown?.remove()
      shown = undefined
      if (!target) return
      const latLngs = toLatLngs(way)
      shown = layerGroup([
        polyline(latLngs, { className: 'route-edge', interactive: false }),
        polyline(latLngs, { className: 'route-dots', interactive: false }),
        ...places.map(stopMark),
      ]).addTo(target)
    },
    { immediate: true, flush: 'post' },
  )
}

function stopMark(stop: MapStop) {
  const element = document.createElement('span')
  element.textContent = String(stop.number)
  element.setAttribute('aria-hidden', 'true')
  return marker(toLatLng(stop), {
    icon: divIcon({ html: element, className: 'stop-mark', iconSize: [32, 32] }),
    interactive: false,
    keyboard: false,
    zIndexOffset: -500,
  })
}
