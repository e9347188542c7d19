import { GridLayer, type Coords, type DoneCallback } from 'leaflet'
import { mapFlavours } from './map-flavour.ts'
import type { MapTheme } from '../map-content.ts'

/** Metres a pixel shows at zoom 0 on the equator of web mercator (EPSG:3857). */
const metresPerPixelAtZero = 40_075_016.686 / 256
/** 1, 2, 5, 10, 20, 50 … metres. */
const steps = Array.from(
  { length: 21 },
  (_, index) => [1, 2, 5][index % 3]! * 10 ** Math.floor(index / 3),
)

/**
 * Metres between two lines of the grid: the smallest round number that is at least 64 px wide here. The scale bar gives the same
 * length in words, so distances can be judged without a map (N4).
 */
export function gridStepMetres(zoom: number, latitude: number): number {
  const metresPerPixel = metresPerPixelAt(zoom, latitude)
  return steps.find((metres) => metres / metresPerPixel >= 64) ?? 10_000_000
}

export function metresPerPixelAt(zoom: number, latitude: number): number {
  return (metresPerPixelAtZero * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom
}

interface GridPart {
  theme: MapTheme
  zoom: number
  /** Fixes the scale for the present latitude. */
  latitude: number
  /** North-western corner on the whole world's map at this zoom, in CSS pixels, so that the lines of neighbouring parts meet. */
  corner: { x: number; y: number }
  /** Width and height in CSS pixels. */
  side: number
}

/** Lines of ruled paper; every fifth is stronger. */
export function drawGrid(context: CanvasRenderingContext2D, part: GridPart): void {
  const { theme, zoom, latitude, corner, side } = part
  const flavour = mapFlavours[theme]
  context.fillStyle = flavour.ground
  context.fillRect(0, 0, side, side)
  context.lineWidth = 1
  const spacing = gridStepMetres(zoom, latitude) / metresPerPixelAt(zoom, latitude)
  for (const axis of ['x', 'y'] as const) {
    const start = corner[axis]
    for (let count = Math.ceil(start / spacing); count * spacing < start + side; count += 1) {
      const at = Math.round(count * spacing - start) + 0.5
      context.strokeStyle = count % 5 === 0 ? flavour.gridStrong : flavour.grid
      context.beginPath()
      context.moveTo(axis === 'x' ? at : 0, axis === 'x' ? 0 : at)
      context.lineTo(axis === 'x' ? at : side, axis === 'x' ? side : at)
      context.stroke()
    }
  }
}

const tileSide = 256

class PlainGrid extends GridLayer {
  private readonly theme: MapTheme
  private readonly latitude: number

  constructor(theme: MapTheme, latitude: number) {
    super({ tileSize: tileSide, className: 'plain-grid' })
    this.theme = theme
    this.latitude = latitude
  }

  override createTile({ x, y, z }: Coords, done: DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas')
    const ratio = Math.min(2, window.devicePixelRatio || 1)
    canvas.width = canvas.height = tileSide * ratio
    const context = canvas.getContext('2d')
    if (context) {
      context.scale(ratio, ratio)
      const corner = { x: x * tileSide, y: y * tileSide }
      const { theme, latitude } = this
      drawGrid(context, { theme, latitude, zoom: z, corner, side: tileSide })
    }
    setTimeout(() => {
      done(undefined, canvas)
    })
    return canvas
  }
}

export function createGridLayer(theme: MapTheme, latitude: number): GridLayer {
  return new PlainGrid(theme, latitude)
}
