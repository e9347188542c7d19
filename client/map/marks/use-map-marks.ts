import type { Map as LeafletMap } from 'leaflet'
import { computed, type Ref, type ShallowRef } from 'vue'
import { isInsideBox, type BoundingBox } from '../../../shared/geo.ts'
import { maxMapZoom } from '../../../shared/tile-grid.ts'
import { toLatLng } from '../leaflet-coordinates.ts'
import type { MapCluster, MapPin, MapStack, MapStop, MapView } from '../map-content.ts'
import { stackLabel } from './stack-label.ts'
import { stackMarks } from './stack-marks.ts'
import type { MapWords } from '../use-map-words.ts'
import { useMarks, type Mark } from './use-marks.ts'

export interface MapMarkOptions {
  words: MapWords
  map: ShallowRef<LeafletMap | null>
  view: ShallowRef<MapView | null>
  pins: () => readonly MapPin[]
  stops: () => readonly MapStop[]
  clusters: () => readonly MapCluster[]
  selectedId: Readonly<Ref<string | null>>
  onPress: (stack: MapStack) => void
  onOpenCluster: (cluster: MapCluster) => void
}

/** Everything that can be pressed and is in view (or a little around it), as marks; pressing a cluster of the database zooms in. */
export function useMapMarks(options: MapMarkOptions) {
  const { map, view, words, selectedId } = options
  const zoom = computed(() => (view.value ? Math.round(view.value.zoom) : null))
  /** Computed over the whole world, and so independent of the view. */
  const stacks = computed(() =>
    zoom.value === null
      ? []
      : stackMarks({ pins: options.pins(), stops: options.stops() }, zoom.value),
  )
  const stackMarksInView = computed(() => {
    if (!view.value) return []
    const box = widened(view.value.bounds)
    return stacks.value
      .filter((stack) => isInsideBox(stack, box))
      .map((stack): Mark<MapStack> => {
        const label = stackLabel(stack, { words, selectedId: selectedId.value })
        const anchor = stack.stops.length > 0 ? 'centre' : 'point'
        return { ...markOf({ ...stack, label }), anchor, order: orderOf(stack, selectedId.value) }
      })
  })
  const clusterMarks = computed(() =>
    options.clusters().map((cluster): Mark<MapCluster> => {
      return { ...markOf(cluster), anchor: 'centre', order: 200 }
    }),
  )
  const { placed: placedStacks } = useMarks({
    map,
    marks: () => stackMarksInView.value,
    onPress: ({ content }) => {
      options.onPress(content)
    },
  })
  const { placed: placedClusters } = useMarks({
    map,
    marks: () => clusterMarks.value,
    onPress: ({ content }) => {
      if (map.value) goNearer(map.value, content)
      options.onOpenCluster(content)
    },
  })
  return { stacks, placedStacks, placedClusters }
}

function markOf<T extends (MapStack | MapCluster) & { label: string }>(content: T) {
  const { id, longitude, latitude, label } = content
  return { id, longitude, latitude, label, content }
}

function goNearer(map: LeafletMap, cluster: MapCluster): void {
  const zoom = Math.min(maxMapZoom, map.getZoom() + 2)
  if (zoom > map.getZoom()) map.setView(toLatLng(cluster), zoom)
}

/** Leaflet adds how far down the screen a mark lies; the steps are wider than any screen. */
function orderOf({ pins, stops }: MapStack, selectedId: string | null): number {
  if (stops.length > 0) return 30_000
  if (pins.some(({ id }) => id === selectedId)) return 20_000
  return pins.some(({ isUnsent }) => isUnsent) ? 10_000 : 0
}

/** A fifth more on each side: a pin at the edge does not flicker while the map is dragged. */
function widened([west, south, east, north]: BoundingBox): BoundingBox {
  const dx = (east - west) / 5
  const dy = (north - south) / 5
  return [west - dx, south - dy, east + dx, north + dy]
}
