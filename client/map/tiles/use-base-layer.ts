import type { Layer, Map as LeafletMap } from 'leaflet'
import { shallowRef, watch, type ShallowRef } from 'vue'
import type { MapTheme, TileSource } from '../map-content.ts'
import { createBaseLayer } from './tile-layer.ts'

export interface BaseLayerOptions {
  map: ShallowRef<LeafletMap | null>
  source: () => TileSource
  theme: () => MapTheme
}

/**
 * Keeps the base layer in step with source and theme. The old one stays until the new one can be added; if the drawing code cannot
 * be loaded, the plain grid replaces it, so that pinning still works. Returns whether that happened.
 */
export function useBaseLayer({ map, source, theme }: BaseLayerOptions) {
  const isMissing = shallowRef(false)
  let shown: Layer | undefined
  let run = 0

  async function change(target: LeafletMap): Promise<void> {
    const mine = (run += 1)
    const look = { theme: theme(), latitude: target.getCenter().lat }
    const base = await createBaseLayer(source(), look).catch(() => {
      isMissing.value = true
      return createBaseLayer({ kind: 'grid' }, look)
    })
    if (mine !== run || map.value !== target) return
    shown?.remove()
    shown = base.layer.addTo(target)
    target.setMinZoom(base.minZoom).setMaxZoom(base.maxZoom)
  }

  watch(
    [map, source, theme],
    ([target]) => {
      isMissing.value = false
      if (target) void change(target)
    },
    { immediate: true, flush: 'post' },
  )
  return { isMissing }
}
