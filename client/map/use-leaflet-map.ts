import { map as createMap, control, type LeafletMouseEvent, type Map as LeafletMap } from 'leaflet'
import { onBeforeUnmount, onMounted, shallowRef, type Ref, type ShallowRef } from 'vue'
import { toBox, toLatLng, toPoint, type MapPoint } from './leaflet-coordinates.ts'
import { listenForLongPress } from './long-press.ts'
import { frameOf } from './map-frame.ts'
import { maxMapZoom } from '../../shared/tile-grid.ts'
import type { MapView } from './map-content.ts'
import { removerOf } from './remove-map.ts'

export interface LeafletMapOptions {
  container: Readonly<Ref<HTMLElement | null>>
  center: MapPoint
  zoom: number
  isInteractive: boolean
  onPress: (point: MapPoint) => void
  onLongPress: (point: MapPoint) => void
  onMove: (view: MapView) => void
  onDrag: () => void
  /** The place that stays in sight when the map becomes smaller. */
  keptPlace: () => MapPoint | null
}

export interface LeafletMapState {
  map: ShallowRef<LeafletMap | null>
  /** What is visible now; it changes after a move has ended. */
  view: ShallowRef<MapView | null>
  moveTo: (center: MapPoint, zoom: number) => void
}

/**
 * Owns the Leaflet instance of one component. It moves only when a person moves it or when `moveTo` is called; it keeps its centre
 * when its size changes, as when a phone is turned, unless that would hide the chosen place. Everything is removed with the component.
 */
export function useLeafletMap(options: LeafletMapOptions): LeafletMapState {
  const map = shallowRef<LeafletMap | null>(null)
  const view = shallowRef<MapView | null>(null)
  const stops: (() => void)[] = []

  onMounted(() => {
    const element = options.container.value
    if (!element) return
    const created = createMap(element, behaviour(options.isInteractive)).setView(
      toLatLng(options.center),
      options.zoom,
    )
    control.scale({ imperial: false, position: 'bottomleft' }).addTo(created)
    map.value = created
    view.value = viewOf(created)
    stops.push(removerOf(created))
    const frame = frameOf(created, options.keptPlace)
    function report(isOnlyResized: boolean) {
      view.value = viewOf(created)
      options.onMove({ ...view.value, isOnlyResized })
    }
    created.on('moveend', () => {
      // The component is gone already.
      if (map.value !== created || frame.isFitting() || comesHome(created)) return
      report(false)
    })
    created.on('dragstart', options.onDrag)
    created.on('click', (event: LeafletMouseEvent) => {
      options.onPress(toPoint(event.latlng))
    })
    if (options.isInteractive) stops.push(longPressesOn(created, options.onLongPress))
    stops.push(
      frame.watchSize(() => {
        report(true)
      }),
    )
  })

  onBeforeUnmount(() => {
    map.value = null
    for (const stop of stops) stop()
  })

  return {
    map,
    view,
    moveTo(center, zoom) {
      map.value?.setView(toLatLng(center), zoom, { animate: !wantsStillness() })
    },
  }
}

const longPressesOn = (map: LeafletMap, onLongPress: LeafletMapOptions['onLongPress']) =>
  listenForLongPress(map.getContainer(), (place) => {
    onLongPress(toPoint(map.mouseEventToLatLng(place as MouseEvent)))
  })

/** Pins are in one copy of the world only: a map that was dragged into another one is set back, which moves it once more. */
function comesHome(map: LeafletMap): boolean {
  const center = map.getCenter()
  if (Math.abs(center.lng) <= 180) return false
  map.setView(center.wrap(), map.getZoom(), { animate: false })
  return true
}

function behaviour(isInteractive: boolean) {
  const still = wantsStillness()
  return {
    attributionControl: false,
    zoomControl: false,
    minZoom: 3,
    maxZoom: maxMapZoom,
    zoomSnap: 1,
    dragging: isInteractive,
    touchZoom: isInteractive,
    scrollWheelZoom: isInteractive,
    doubleClickZoom: isInteractive,
    boxZoom: isInteractive,
    keyboard: isInteractive,
    zoomAnimation: !still,
    // Each frame of fading costs a slow phone as much as the drawing.
    fadeAnimation: false,
    markerZoomAnimation: !still,
    inertia: !still,
  }
}

const wantsStillness = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

function viewOf(map: LeafletMap): MapView {
  return {
    center: toPoint(map.getCenter()),
    zoom: map.getZoom(),
    bounds: toBox(map.getBounds()),
  }
}
