import { layerGroup, polyline, type LayerGroup, type Map as LeafletMap } from 'leaflet'
import { watch, type ShallowRef } from 'vue'
import { toLatLngs } from '../leaflet-coordinates.ts'

export interface RouteOptions {
  map: ShallowRef<LeafletMap | null>
  route: () => readonly (readonly [longitude: number, latitude: number])[]
}

/** The planned route, dotted. It is a picture only: its stops are marks with names. */
export function useRoute({ map, route }: RouteOptions): void {
  let shown: LayerGroup | undefined
  watch(
    [map, route] as const,
    ([target, way]) => {
      shown?.remove()
      shown = undefined
      if (!target) return
      const latLngs = toLatLngs(way)
      shown = layerGroup([
        polyline(latLngs, { className: 'route-edge', interactive: false }),
        polyline(latLngs, { className: 'route-dots', interactive: false }),
      ]).addTo(target)
    },
    { immediate: true, flush: 'post' },
  )
}
