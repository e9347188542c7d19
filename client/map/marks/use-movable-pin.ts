import { divIcon, marker, type LatLng, type Map as LeafletMap, type Marker } from 'leaflet'
import { shallowRef, watch, type ShallowRef } from 'vue'
import { toLatLng, toPoint, type MapPoint } from '../leaflet-coordinates.ts'
import type { MovablePin } from '../map-content.ts'

export interface MovablePinOptions {
  map: ShallowRef<LeafletMap | null>
  pin: () => MovablePin | null | undefined
  onMoved: (point: MapPoint, metres: { north: number; east: number }) => void
}

const metresPerDegree = 111_319.49

/** Moves a point by metres on the ground; exact to a millimetre over the few metres of one key press. */
export function moveByMetres(point: MapPoint, by: { north: number; east: number }): MapPoint {
  const shrink = Math.max(0.01, Math.cos((point.latitude * Math.PI) / 180))
  return {
    longitude: point.longitude + by.east / (metresPerDegree * shrink),
    latitude: Math.max(-85, Math.min(85, point.latitude + by.north / metresPerDegree)),
  }
}

/** Arrow keys are a step of one metre, with shift ten: the pin can be put exactly without a pointer (WCAG 2.1.1). */
export function stepOfKey(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>) {
  const metres = event.shiftKey ? 10 : 1
  switch (event.key) {
    case 'ArrowUp':
      return { north: metres, east: 0 }
    case 'ArrowDown':
      return { north: -metres, east: 0 }
    case 'ArrowRight':
      return { north: 0, east: metres }
    case 'ArrowLeft':
      return { north: 0, east: -metres }
    default:
      return undefined
  }
}

/** One pin that a person places by dragging or by keys. The parent owns its place; this reports where it was moved to. */
export function useMovablePin({ map, pin, onMoved }: MovablePinOptions) {
  const element = shallowRef<HTMLElement | null>(null)
  let shown: Marker | undefined

  function add(target: LeafletMap, wanted: MovablePin): Marker {
    const picture = document.createElement('div')
    element.value = picture
    const created = marker(toLatLng(wanted), {
      icon: divIcon({
        html: picture,
        className: 'map-mark movable',
        iconSize: [56, 56],
        iconAnchor: [28, 54],
      }),
      draggable: true,
      autoPan: true,
      bubblingMouseEvents: false,
      zIndexOffset: 3000,
    }).addTo(target)
    created.on('dragend', () => {
      onMoved(toPoint(created.getLatLng()), { north: 0, east: 0 })
    })
    created.getElement()?.addEventListener('keydown', (event) => {
      const step = stepOfKey(event)
      if (!step) return
      event.preventDefault()
      event.stopPropagation()
      created.setLatLng(toLatLng(moveByMetres(toPoint(created.getLatLng()), step)))
      keepInView(target, created.getLatLng())
      onMoved(toPoint(created.getLatLng()), step)
    })
    return created
  }

  watch(
    [map, pin] as const,
    ([target, wanted]) => {
      if (!target || !wanted) {
        shown?.remove()
        shown = undefined
        element.value = null
        return
      }
      shown ??= add(target, wanted)
      shown.setLatLng(toLatLng(wanted))
      shown.getElement()?.setAttribute('aria-label', wanted.label)
    },
    { immediate: true, flush: 'post' },
  )
  return { element }
}

/** A person who moves the pin by keys beyond the edge wants to see it; nothing else may move the map. */
function keepInView(map: LeafletMap, place: LatLng): void {
  map.panInside(place, { padding: [64, 64], animate: false })
}
