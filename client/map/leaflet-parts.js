// The parts of Leaflet that the map uses, from its own source modules: its bundle cannot be tree-shaken, and every phone would load
// canvas paths, popups, GeoJSON and video overlays for nothing. The build and the tests replace `leaflet` by this (vite.config.ts);
// types are those of the whole package.
import { Scale } from 'leaflet/src/control/Control.Scale.js'
import { createMap, Map } from 'leaflet/src/map/Map.js'
import { BoxZoom } from 'leaflet/src/map/handler/Map.BoxZoom.js'
import { DoubleClickZoom } from 'leaflet/src/map/handler/Map.DoubleClickZoom.js'
import { Drag } from 'leaflet/src/map/handler/Map.Drag.js'
import { Keyboard } from 'leaflet/src/map/handler/Map.Keyboard.js'
import { ScrollWheelZoom } from 'leaflet/src/map/handler/Map.ScrollWheelZoom.js'
import { TouchZoom } from 'leaflet/src/map/handler/Map.TouchZoom.js'
import { SVG, svg } from 'leaflet/src/layer/vector/SVG.js'

export { toLatLng as latLng } from 'leaflet/src/geo/LatLng.js'
export { toLatLngBounds as latLngBounds } from 'leaflet/src/geo/LatLngBounds.js'
export { divIcon } from 'leaflet/src/layer/marker/DivIcon.js'
export { GridLayer } from 'leaflet/src/layer/tile/GridLayer.js'
export { layerGroup } from 'leaflet/src/layer/LayerGroup.js'
export { marker } from 'leaflet/src/layer/marker/Marker.js'
export { circle } from 'leaflet/src/layer/vector/Circle.js'
export { circleMarker } from 'leaflet/src/layer/vector/CircleMarker.js'
export { polyline } from 'leaflet/src/layer/vector/Polyline.js'
export { tileLayer } from 'leaflet/src/layer/tile/TileLayer.js'

// Leaflet attaches its handlers to the class; `TapHold` is left out, because long-press.ts handles a long press.
Object.assign(Map, { BoxZoom, DoubleClickZoom, Drag, Keyboard, ScrollWheelZoom, TouchZoom })

// Replaces `Renderer.getRenderer.js`, which imports the canvas renderer: one SVG for all paths.
Map.include({
  getRenderer() {
    this._renderer ??= svg()
    if (!this.hasLayer(this._renderer)) this.addLayer(this._renderer)
    return this._renderer
  },
})

export const control = { scale: (options) => new Scale(options) }
export { createMap as map, Map, SVG }
