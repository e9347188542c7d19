import type { Map as LeafletMap } from 'leaflet'

/**
 * Returns a function that removes the map. Leaflet ends an animated zoom by a timer, and fails when the map is gone by then; so a map that
 * is zooming at that moment is removed when it has come to rest.
 */
export function removerOf(map: LeafletMap): () => void {
  let isZooming = false
  map.on('zoomanim', () => (isZooming = true))
  map.on('zoomend', () => (isZooming = false))
  return () => {
    if (isZooming) map.once('zoomend', () => setTimeout(() => map.remove()))
    else map.remove()
  }
}
