import { layerGroup, tileLayer, type Layer } from 'leaflet'
import { createGridLayer } from './grid-layer.ts'
import { maxMapZoom, type MapTheme, type TileSource } from '../map-content.ts'
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
      // Somebody else's tiles are never kept, so without a network the grid is what there is (N4).
      const layer = layerGroup([grid(), createRasterLayer(source.url)])
      return { layer, minZoom: 3, maxZoom: maxMapZoom }
    }
    case 'grid':
      return { layer: grid(), minZoom: 3, maxZoom: maxMapZoom }
  }
}

/**
 * Raster tiles of somebody else, for viewing only: no buffer around the screen, none while zooming, so that nothing is
 * asked for that nobody looks at, and the Referer that the OpenStreetMap tile policy wants (property N5).
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
