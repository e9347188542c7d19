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
  const { map, view } = options

  const shown = computed(() => {
    const current = view.value
    const inView = current
      ? options.pins().filter((pin) => isInsideBox(pin, widened(current.bounds)))
      : []
    const groupsAt = current && current.zoom < noGroupsFrom ? current.zoom : null
    const { pins, groups } =
      groupsAt === null
        ? { pins: inView, groups: [] }
        : clusterPins(inView, groupsAt, options.selectedId.value)
    const made = groups.map((group): MapCluster => ({
      id: group.id,
      longitude: group.longitude,
      latitude: group.latitude,
      count: group.pins.length,
      label: options.words('cluster', { count: group.pins.length }),
    }))
    return { pins, clusters: [...options.clusters(), ...made] }
  })

  const pinMarks = computed(() =>
    shown.value.pins.map((pin): Mark<MapPin> => ({
      id: pin.id,
      longitude: pin.longitude,
      latitude: pin.latitude,
      label: pin.label,
      anchor: 'point',
      order: orderOf(pin, options.selectedId.value),
      content: pin,
    })),
  )
  const clusterMarks = computed(() =>
    shown.value.clusters.map((cluster): Mark<MapCluster> => ({
      id: cluster.id,
      longitude: cluster.longitude,
      latitude: cluster.latitude,
      label: cluster.label,
      anchor: 'centre',
      order: 200,
      content: cluster,
    })),
  )

  function openCluster(cluster: MapCluster): void {
    const target = map.value
    if (target && target.getZoom() < maxMapZoom) {
      target.setView(toLatLng(cluster), Math.min(maxMapZoom, target.getZoom() + 2))
    }
    options.onOpenCluster(cluster)
  }

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
    onPress: (mark) => {
      openCluster(mark.content)
    },
  })
  return { placedPins, placedClusters }
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
