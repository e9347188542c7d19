import { layerGroup, tileLayer, type Layer } from 'leaflet'
import { createGridLayer } from './grid-layer.ts'
import { maxMapZoom } from '../../../shared/tile-grid.ts'
import type { MapTheme, TileSource } from '../map-content.ts'
import { vectorLayer } from './vector-code.ts'

export interface BaseLayer {
  layer: Layer
  minZoom: number
  maxZoom: number
}

/** The layer under everything. */
export async function createBaseLayer(
  source: TileSource,
  look: { theme: MapTheme; latitude: number },
): Promise<BaseLayer> {
  const grid = () => createGridLayer(look.theme, look.latitude)
  switch (source.kind) {
    case 'vector': {
      const { createVectorLayer, zoomRangeOf } = await vectorLayer()
      return {
        layer: createVectorLayer(source, look),
        minZoom: zoomRangeOf(source).min,
        maxZoom: maxMapZoom,
      }
    }
    case 'raster': {
      // Tiles of another server are never kept, so without a network only the grid is there (N4).
      const layer = layerGroup([grid(), createRasterLayer(source.url)])
      return { layer, minZoom: 3, maxZoom: maxMapZoom }
    }
    case 'grid':
      return { layer: grid(), minZoom: 3, maxZoom: maxMapZoom }
  }
}

/**
 * Raster tiles of another server, for viewing only: no buffer around the screen, none while zooming, so that no unseen tile is
 * requested, and with the Referer that OpenStreetMap's tile policy requires (property N5).
 */
function createRasterLayer(url: string): Layer {
  return tileLayer(url, {
    keepBuffer: 0,
    updateWhenIdle: true,
    updateWhenZooming: false,
    maxNativeZoom: maxMapZoom,
    referrerPolicy: 'strict-origin-when-cross-origin',
    className: 'raster-layer',
  })
}
