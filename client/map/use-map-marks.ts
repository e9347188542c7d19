import type { Map as LeafletMap } from 'leaflet'
import { computed, type Ref, type ShallowRef } from 'vue'
import { isInsideBox, type BoundingBox } from '../../shared/geo.ts'
import { clusterPins } from './cluster-pins.ts'
import { toLatLng } from './leaflet-coordinates.ts'
import { maxMapZoom, type MapCluster, type MapPin, type MapView } from './map-content.ts'
import type { MapWords } from './use-map-words.ts'
import { useMarks, type Mark } from './use-marks.ts'

export interface MapMarkOptions {
  words: MapWords
  map: ShallowRef<LeafletMap | null>
  view: ShallowRef<MapView | null>
  pins: () => readonly MapPin[]
  clusters: () => readonly MapCluster[]
  selectedId: Readonly<Ref<string | null>>
  onSelect: (id: string) => void
  onOpenCluster: (cluster: MapCluster) => void
}

/** From here on pins are shown singly: people who come this close want to see each. */
const noGroupsFrom = 18

/** Pins and clusters that are in view (and a little around it), as marks; pressing a cluster goes nearer. */
export function useMapMarks(options: MapMarkOptions) {
  const { map, selectedId } = options
  const shown = computed(() => pinsAndClusters(options))
  const pinMarks = computed(() =>
    shown.value.pins.map((pin): Mark<MapPin> => {
      const order = orderOf(pin, selectedId.value)
      return { ...markOf(pin), anchor: 'point', order }
    }),
  )
  const clusterMarks = computed(() =>
    shown.value.clusters.map((cluster): Mark<MapCluster> => {
      return { ...markOf(cluster), anchor: 'centre', order: 200 }
    }),
  )
  const { placed: placedPins } = useMarks({
    map,
    marks: () => pinMarks.value,
    onPress: (mark) => {
      options.onSelect(mark.id)
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
  return { placedPins, placedClusters }
}

function pinsAndClusters(options: MapMarkOptions) {
  const view = options.view.value
  if (!view) return { pins: [], clusters: [] }
  const inView = options.pins().filter((pin) => isInsideBox(pin, widened(view.bounds)))
  if (view.zoom >= noGroupsFrom) return { pins: inView, clusters: options.clusters() }
  const { pins, groups } = clusterPins(inView, view.zoom, options.selectedId.value)
  const made = groups.map(({ id, longitude, latitude, pins: members }): MapCluster => {
    const count = members.length
    return { id, longitude, latitude, count, label: options.words('cluster', { count }) }
  })
  return { pins, clusters: [...options.clusters(), ...made] }
}

function markOf<T extends MapPin | MapCluster>(content: T) {
  const { id, longitude, latitude, label } = content
  return { id, longitude, latitude, label, content }
}

function goNearer(map: LeafletMap, cluster: MapCluster): void {
  const zoom = Math.min(maxMapZoom, map.getZoom() + 2)
  if (zoom > map.getZoom()) map.setView(toLatLng(cluster), zoom)
}

function orderOf(pin: MapPin, selectedId: string | null): number {
  if (pin.id === selectedId) return 2000
  return pin.isUnsent ? 1000 : 0
}

/** A fifth more on each side: a pin at the edge does not blink while the map is dragged. */
function widened([west, south, east, north]: BoundingBox): BoundingBox {
  const dx = (east - west) / 5
  const dy = (north - south) / 5
  return [west - dx, south - dy, east + dx, north + dy]
}
