import Point from '@mapbox/point-geometry'
import { GridLayer, type Coords, type DoneCallback, type Map as LeafletMap } from 'leaflet'
import { Labelers, paint, TileCache, View, type PreparedTile } from 'protomaps-leaflet'
import { drawGrid } from './grid-layer.ts'
import { mapFlavours, type MapFlavour } from './map-flavour.ts'
import { whenLabelFontsAreThere } from './map-fonts.ts'
import type { MapTheme, TileSource } from '../map-content.ts'
import { labelRules } from './vector-labels.ts'
import { paintRules } from './vector-style.ts'
import { decodeVectorTile } from './vector-tile.ts'
import { whenIdle } from '../when-idle.ts'

type VectorSource = Extract<TileSource, { kind: 'vector' }>

/** Number of data tiles whose labels are kept; more than a screen shows at once. */
const labelledTiles = 16
/** Room around a tile in which labels of the neighbours are drawn too. */
const labelBuffer = 16
/** A data tile is drawn twice as wide as usual, so that labels have room and a 15-level file shows street names at 16. */
const levelDifference = 1
/** Side of a canvas in CSS pixels: that of a data tile, so that its features are gone through once and not for each quarter. */
const side = 256 << levelDifference

/** A tile that takes longer shows the grid meanwhile: on a weak network that may be half a minute. */
const patienceMs = 1_000

interface VectorLook {
  theme: MapTheme
  /** Latitude of the view, for the scale of the grid. */
  latitude: number
}

/** Screen zooms at which a file with these levels shows something. */
export function zoomRangeOf(source: VectorSource): { min: number; max: number } {
  return { min: Math.max(2, source.minZoom + levelDifference), max: source.maxZoom }
}

/**
 * Draws vector tiles with protomaps-leaflet's painter and labeller. Its own Leaflet layer is not used: it needs a global `L` and a
 * URL, and never retries a tile that it could not read. Where there is no tile, because the map ends or because the phone cannot
 * get it now, the grid is drawn: distances can still be judged and pins put (N4).
 */
class VectorLayer extends GridLayer {
  private readonly view: View
  private readonly flavour: MapFlavour
  private readonly look: VectorLook
  private readonly rules
  private readonly labelers: Labelers
  private readonly tiles = new Map<string, HTMLCanvasElement>()
  private readonly missing = new Set<string>()
  /** Canvases that show the map; they keep it when they cannot be redrawn. */
  private readonly drawn = new WeakSet<HTMLCanvasElement>()
  /** Canvas pixels per CSS pixel: coarse for the first picture, which a slow phone draws in a third of the time. */
  private ratio = 1
  private readonly retry = () => {
    this.redrawTiles(new Set(this.missing))
  }

  constructor(source: VectorSource, look: VectorLook) {
    super({ tileSize: side, keepBuffer: 0, updateWhenZooming: false, className: 'vector-layer' })
    this.look = look
    this.flavour = mapFlavours[look.theme]
    this.rules = paintRules(this.flavour)
    const read = async (tile: { z: number; x: number; y: number }, tileSize: number) => {
      const bytes = await source.read(tile.z, tile.x, tile.y)
      return bytes ? decodeVectorTile(bytes, tileSize) : new Map<string, never[]>()
    }
    const cache = new TileCache({ get: read }, side)
    this.view = new View(cache, source.maxZoom, levelDifference)
    const scratch = contextOf(document.createElement('canvas'))
    this.labelers = new Labelers(scratch, labelRules(this.flavour), labelledTiles, (keys) => {
      this.redrawTiles(new Set([...keys].map(canvasOfLabelKey)))
    })
    this.once('load', () => {
      whenIdle(() => this.sharpen())
    })
    this.on('tileunload', ({ coords }: { coords: Coords }) => {
      this.tiles.delete(keyOf(coords))
      this.missing.delete(keyOf(coords))
    })
  }

  /** When the network is back, missing tiles are requested again; nobody should have to move the map for it. */
  override onAdd(map: LeafletMap): this {
    window.addEventListener('online', this.retry)
    return super.onAdd(map)
  }

  override onRemove(map: LeafletMap): this {
    window.removeEventListener('online', this.retry)
    return super.onRemove(map)
  }

  override createTile(coords: Coords, done: DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas')
    this.tiles.set(keyOf(coords), canvas)
    void this.drawOrRule(canvas, coords).then((error) => {
      done(error, canvas)
    })
    return canvas
  }

  /** Returns why there is nothing to draw, if so. Leaflet hides such a tile; ours shows the grid (base-map.css). */
  private async drawOrRule(canvas: HTMLCanvasElement, coords: Coords): Promise<Error | undefined> {
    const timer = setTimeout(() => {
      this.rule(canvas, coords)
    }, patienceMs)
    try {
      await this.drawTile(canvas, coords)
      this.missing.delete(keyOf(coords))
      canvas.classList.toggle('plain-grid', !this.drawn.has(canvas))
      canvas.classList.add('leaflet-tile-loaded')
      return undefined
    } catch (error) {
      this.missing.add(keyOf(coords))
      this.rule(canvas, coords)
      return error instanceof Error ? error : new Error('tile', { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }

  private rule(canvas: HTMLCanvasElement, { x, y, z }: Coords): void {
    if (this.drawn.has(canvas)) return
    canvas.classList.add('plain-grid')
    const corner = { x: x * side, y: y * side }
    drawGrid(this.prepare(canvas), { ...this.look, zoom: z, corner, side })
  }

  private async drawTile(canvas: HTMLCanvasElement, coords: Coords): Promise<void> {
    const [prepared] = await Promise.all([
      this.view.getDisplayTile({
        z: coords.z,
        x: coords.x << levelDifference,
        y: coords.y << levelDifference,
      }),
      whenLabelFontsAreThere(),
    ])
    if (this.tiles.get(keyOf(coords)) !== canvas) return
    if (prepared.data.size === 0) {
      this.rule(canvas, coords)
      return
    }
    const data = new Map<string, PreparedTile[]>([['', [prepared]]])
    this.labelers.add(coords.z, data)
    this.drawn.add(canvas)
    const context = this.prepare(canvas)
    context.fillStyle = this.flavour.ground
    context.fillRect(0, 0, side, side)
    const origin = new Point(side * coords.x, side * coords.y)
    const box = {
      minX: origin.x - labelBuffer,
      minY: origin.y - labelBuffer,
      maxX: origin.x + side + labelBuffer,
      maxY: origin.y + side + labelBuffer,
    }
    const labels = this.labelers.getIndex(coords.z) ?? null
    paint(context, coords.z, data, labels, this.rules, box, origin, false)
  }

  /** Resized right before it is painted, so that it is never visibly empty. */
  private prepare(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    const pixels = side * this.ratio
    if (canvas.width !== pixels) {
      canvas.width = pixels
      canvas.height = pixels
    }
    const context = contextOf(canvas)
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0)
    return context
  }

  /** As fine as the screen can show, tile by tile, so that no touch waits for all of them. */
  private sharpen(): void {
    this.ratio = Math.min(2, window.devicePixelRatio || 1)
    const coarse = this.ratio === 1 ? [] : [...this.tiles.keys()]
    const next = () => {
      const key = coarse.shift()
      if (key === undefined) return
      this.redrawTiles(new Set([key]))
      whenIdle(next)
    }
    next()
  }

  /** Keys are `x:y:z` of canvases. */
  private redrawTiles(keys: Set<string>): void {
    for (const key of keys) {
      const canvas = this.tiles.get(key)
      const [x, y, z] = key.split(':').map(Number)
      if (canvas && x !== undefined && y !== undefined && z !== undefined) {
        void this.drawOrRule(canvas, { x, y, z } as Coords)
      }
    }
  }
}

const keyOf = (coords: { x: number; y: number; z: number }) => `${coords.x}:${coords.y}:${coords.z}`

/** A label that crossed the edge of its tile makes the neighbours redraw; the labeller counts in tiles of 256. */
function canvasOfLabelKey(key: string): string {
  const [x = 0, y = 0, z = 0] = key.split(':').map(Number)
  return keyOf({ x: x >> levelDifference, y: y >> levelDifference, z })
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no 2d canvas')
  return context
}

export function createVectorLayer(source: VectorSource, look: VectorLook): GridLayer {
  return new VectorLayer(source, look)
}
