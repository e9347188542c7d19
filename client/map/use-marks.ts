import { divIcon, marker, type Map as LeafletMap, type Marker } from 'leaflet'
import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue'
import { toLatLng, type MapPoint } from './leaflet-coordinates.ts'

/** Something that stands on the map at a place and can be pressed. */
export interface Mark<T> extends MapPoint {
  id: string
  label: string
  /** Higher lies on top. */
  order: number
  /** `point`: its tip marks the place. `centre`: its middle does. */
  anchor: 'point' | 'centre'
  content: T
}

export interface PlacedMark<T> extends Mark<T> {
  /** Where the component teleports the picture to. */
  element: HTMLElement
}

export interface MarkOptions<T> {
  map: ShallowRef<LeafletMap | null>
  marks: () => readonly Mark<T>[]
  onPress: (mark: Mark<T>) => void
}

/** Hit area, as large as the walk app asks of anything to press (interface.md §1.1). */
const hitPixels = 48

/**
 * Keeps one Leaflet marker per mark, by id: adds, moves and removes what changed, and never touches the rest, so that
 * keyboard focus and pulses survive. Markers are buttons with a name; Enter and Space press them.
 */
export function useMarks<T>({ map, marks, onPress }: MarkOptions<T>) {
  const placed = shallowRef<PlacedMark<T>[]>([])
  const markers = new Map<string, { marker: Marker; element: HTMLElement; mark: Mark<T> }>()

  function add(mark: Mark<T>, target: LeafletMap) {
    const element = document.createElement('div')
    const created = marker(toLatLng(mark), {
      icon: divIcon({
        html: element,
        className: 'map-mark',
        iconSize: [hitPixels, hitPixels],
        iconAnchor: [hitPixels / 2, mark.anchor === 'point' ? hitPixels - 2 : hitPixels / 2],
      }),
      bubblingMouseEvents: false,
    }).addTo(target)
    const press = () => {
      const current = markers.get(mark.id)
      if (current) onPress(current.mark)
    }
    created.on('click', press)
    created.getElement()?.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      press()
    })
    return { marker: created, element, mark }
  }

  function update(target: LeafletMap, wanted: readonly Mark<T>[]): void {
    const ids = new Set(wanted.map((mark) => mark.id))
    for (const [id, entry] of markers) {
      if (ids.has(id)) continue
      entry.marker.remove()
      markers.delete(id)
    }
    placed.value = wanted.map((mark) => {
      const entry = markers.get(mark.id) ?? add(mark, target)
      entry.mark = mark
      markers.set(mark.id, entry)
      entry.marker.setLatLng(toLatLng(mark)).setZIndexOffset(mark.order)
      entry.marker.getElement()?.setAttribute('aria-label', mark.label)
      return { ...mark, element: entry.element }
    })
  }

  watch(
    [map, marks] as const,
    ([target, wanted]) => {
      if (target) update(target, wanted)
    },
    { immediate: true, flush: 'post' },
  )
  onBeforeUnmount(() => {
    placed.value = []
    markers.clear()
  })
  return { placed }
}
