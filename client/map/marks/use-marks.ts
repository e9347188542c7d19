import { divIcon, marker, type Map as LeafletMap, type Marker } from 'leaflet'
import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue'
import { toLatLng, toPoint, type MapPoint } from '../leaflet-coordinates.ts'
import { panIntoSight } from '../map-insets.ts'
import { markPixels } from './stack-marks.ts'

/** Something at a place of the map that can be pressed. */
export interface Mark<T> extends MapPoint {
  id: string
  label: string
  /** Marks with a higher value are drawn on top. */
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

interface Entry<T> {
  marker: Marker
  element: HTMLElement
  mark: Mark<T>
}

/**
 * Keeps one Leaflet marker per mark, by id: adds, moves and removes what changed, and never touches the rest, so that
 * keyboard focus and pulses survive. Markers are buttons with a name; Enter and Space press them.
 */
export function useMarks<T>({ map, marks, onPress }: MarkOptions<T>) {
  const placed = shallowRef<PlacedMark<T>[]>([])
  const entries = new Map<string, Entry<T>>()
  const press = (id: string) => {
    const entry = entries.get(id)
    if (entry) onPress(entry.mark)
  }

  function update(target: LeafletMap, wanted: readonly Mark<T>[]): void {
    const ids = new Set(wanted.map((mark) => mark.id))
    for (const [id, entry] of entries) {
      if (ids.has(id)) continue
      entry.marker.remove()
      entries.delete(id)
    }
    placed.value = wanted.map((mark) => {
      const entry = entries.get(mark.id) ?? addMarker(mark, target, press)
      entries.set(mark.id, entry)
      entry.mark = mark
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
    entries.clear()
  })
  return { placed }
}

function addMarker<T>(mark: Mark<T>, map: LeafletMap, press: (id: string) => void): Entry<T> {
  const element = document.createElement('div')
  const icon = divIcon({
    html: element,
    className: 'map-mark',
    iconSize: [markPixels, markPixels],
    iconAnchor: [markPixels / 2, mark.anchor === 'point' ? markPixels - 2 : markPixels / 2],
  })
  // Leaflet would move the map whenever a mark near the edge gets the focus, also by a tap and when a sheet closes.
  const options = { icon, bubblingMouseEvents: false, autoPanOnFocus: false }
  const created = marker(toLatLng(mark), options).addTo(map)
  followKeys(created, map)
  created.on('click', () => {
    press(mark.id)
  })
  created.getElement()?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    press(mark.id)
  })
  return { marker: created, element, mark }
}

/** People who go through the marks by keys must see where they are; otherwise the map does not move. */
function followKeys(created: Marker, map: LeafletMap): void {
  const element = created.getElement()
  element?.addEventListener('focus', () => {
    if (!element.matches(':focus-visible')) return
    panIntoSight(map, toPoint(created.getLatLng()))
  })
}
