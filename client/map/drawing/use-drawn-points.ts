import { divIcon, marker, type Map as LeafletMap, type Marker } from 'leaflet'
import { onBeforeUnmount, watch } from 'vue'
import { toLatLng, toPoint, type MapPoint } from '../leaflet-coordinates.ts'
import { moveByMetres, stepOfKey } from '../marks/use-movable-pin.ts'

/** A stop or a bend of a route while somebody draws it. */
export interface DrawnPoint extends MapPoint {
  id: string
  /** Accessible name, e.g. "Stop 3: Torvet". */
  label: string
  /** Written on the mark of a stop; a bend of the route has none. */
  number?: number
}

interface DrawnPointsOptions {
  map: () => LeafletMap
  points: () => readonly DrawnPoint[]
  /** After a drag, or after each arrow key on the focused mark: one metre, with shift ten. */
  onMoved: (id: string, to: MapPoint) => void
}

const pixels = 44

/** Keeps one draggable marker per point, by id, so that the focus survives a move. The parent owns the places. */
export function useDrawnPoints({ map, points, onMoved }: DrawnPointsOptions): void {
  const shown = new Map<string, Marker>()

  function add({ id, number, ...place }: DrawnPoint): Marker {
    const picture = document.createElement('span')
    picture.className = number === undefined ? 'drawn-bend' : 'drawn-stop'
    const created = marker(toLatLng(place), {
      icon: divIcon({
        html: picture,
        className: 'map-mark drawn',
        iconSize: [pixels, pixels],
        iconAnchor: [pixels / 2, pixels / 2],
      }),
      draggable: true,
      autoPan: true,
      bubblingMouseEvents: false,
      zIndexOffset: number === undefined ? 0 : 1000,
    }).addTo(map())
    created.on('dragend', () => {
      onMoved(id, toPoint(created.getLatLng()))
    })
    created.getElement()?.addEventListener('keydown', (event) => {
      const step = stepOfKey(event)
      if (!step) return
      event.preventDefault()
      event.stopPropagation()
      onMoved(id, moveByMetres(toPoint(created.getLatLng()), step))
    })
    return created
  }

  function draw(wanted: readonly DrawnPoint[]): void {
    const ids = new Set(wanted.map(({ id }) => id))
    for (const [id, gone] of shown) {
      if (ids.has(id)) continue
      gone.remove()
      shown.delete(id)
    }
    for (const point of wanted) {
      const mark = shown.get(point.id) ?? add(point)
      shown.set(point.id, mark)
      show(mark, point)
    }
  }

  watch(points, draw, { immediate: true, flush: 'post' })
  onBeforeUnmount(() => {
    for (const mark of shown.values()) mark.remove()
    shown.clear()
  })
}

function show(mark: Marker, point: DrawnPoint): void {
  mark.setLatLng(toLatLng(point))
  const element = mark.getElement()
  element?.setAttribute('aria-label', point.label)
  const picture = element?.querySelector('span')
  if (picture) picture.textContent = point.number === undefined ? '' : String(point.number)
}
