import type { LatLng, Map as LeafletMap } from 'leaflet'
import type { MapPoint } from './leaflet-coordinates.ts'
import { isInSight, panIntoSight } from './map-insets.ts'

/**
 * Fits a map into its frame when this changes its size. The centre stays, but a chosen place that was visible stays visible; when there
 * is room again and nobody has moved the map since, its old centre comes back.
 */
export function frameOf(map: LeafletMap, keptPlace: () => MapPoint | null) {
  let isFitting = false
  let oldCentre: LatLng | null = null
  map.on('movestart', () => {
    if (!isFitting) oldCentre = null
  })

  /** Returns whether the size was another one. */
  function fit(): boolean {
    const [before, centre, place] = [map.getSize(), oldCentre ?? map.getCenter(), keptPlace()]
    const wasVisible = place !== null && isInSight(map, place)
    isFitting = true
    map.invalidateSize({ animate: false })
    if (oldCentre) map.panTo(oldCentre, { animate: false })
    oldCentre = null
    if (wasVisible) {
      oldCentre = centre
      panIntoSight(map, place)
    }
    isFitting = false
    return !map.getSize().equals(before)
  }

  /** Returns how to stop it. */
  function watchSize(onResized: () => void): () => void {
    const observer = new ResizeObserver(() => {
      if (fit()) onResized()
    })
    observer.observe(map.getContainer())
    return () => {
      observer.disconnect()
    }
  }

  return { watchSize, isFitting: () => isFitting }
}
