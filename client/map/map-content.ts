import type { BoundingBox } from '../../shared/geo.ts'
import type { StatusFamily } from '../../shared/observation/observation-status.ts'
import type { MapPoint } from './leaflet-coordinates.ts'

/** What `BaseMap.vue` shows. Everything is data: the map makes no requests and no decisions. */
export interface MapPin extends MapPoint {
  id: string
  category: string
  family: StatusFamily
  /** Accessible name, e.g. "Lampe slukket, modtaget". */
  label: string
  /** Shown on the mark, 1 to 4, and under it where there is room (desk). */
  severity?: number | undefined
  number?: number | undefined
  /** Not acknowledged by the server yet: drawn dashed. */
  isUnsent?: boolean
  /** Just saved or just arrived: pulses once. */
  isFresh?: boolean
}

/** Several pins close together, counted by the database (desk). */
export interface MapCluster extends MapPoint {
  id: string
  count: number
  label: string
}

export interface OwnPosition extends MapPoint {
  accuracyMetres: number
  /** Too old to be trusted: drawn grey. */
  isStale?: boolean
  /** Where the phone faces, degrees clockwise from north; null or absent: not shown. */
  heading?: number | null
}

export interface MapStop extends MapPoint {
  /** What is written on the mark: 1, 2, 3. */
  number: number
  name: string
  /** Accessible name, e.g. "Stop 3: Torvet". */
  label: string
  /** What was answered there on this phone. */
  state?: 'rated' | 'skipped' | undefined
}

/**
 * What has one mark on the screen: a pin, a stop, or all of them that would cover each other there. It is named after the first of
 * them, so that its mark stays when others are added.
 */
export interface MapStack extends MapPoint {
  id: string
  pins: readonly MapPin[]
  stops: readonly MapStop[]
}

export interface MapView {
  center: MapPoint
  zoom: number
  bounds: BoundingBox
  /** The map's frame has changed its size; nobody has moved the map. */
  isOnlyResized?: boolean
}

/** A pin being placed: moved by dragging or, focused, by arrow keys (1 m, with shift 10 m). */
export interface MovablePin extends MapPoint {
  category: string | null
  label: string
}

/** Returns a tile's bytes (uncompressed MVT), or `undefined` when there is none; rejects when it cannot be read now. */
type ReadTile = (z: number, x: number, y: number) => Promise<ArrayBuffer | undefined>

export type TileSource =
  | {
      kind: 'vector'
      read: ReadTile
      minZoom: number
      maxZoom: number
      attribution: string
      /** Where the file has data; outside it the ground colour is drawn. */
      bounds?: BoundingBox
    }
  /** For viewing only; nothing of it is ever fetched ahead or kept (sync.md §2.10). */
  | { kind: 'raster'; url: string; attribution: string }
  /** Without any tiles, a grid with scale still lets people pin. */
  | { kind: 'grid' }

export type MapTheme = 'light' | 'dark'
