import type { Reply } from '../../../shared/contract/api-contract.ts'
import { boxAround, sharedPart, type BoundingBox } from '../../../shared/geo.ts'
import type { KeptArea } from '../../local/tiles/tile-record.ts'

type ReadTile = (z: number, x: number, y: number) => Promise<ArrayBuffer | undefined>

/**
 * What can be drawn under the pins. Fits `TileSource` of the map; `canBeKept` says whether this installation has an offline map at
 * all: raster tiles of another server are for viewing only and never fetched ahead (N5).
 */
export type MapOffer =
  | {
      kind: 'vector'
      canBeKept: true
      read: ReadTile
      minZoom: number
      maxZoom: number
      bounds?: BoundingBox
      attribution: string
    }
  | { kind: 'raster'; canBeKept: false; url: string; attribution: string }
  | { kind: 'grid'; canBeKept: false }

export type Installation = Reply<'installation'>

/** Key of the last known installation in the tile store. */
export const installationKey = 'installation'

interface OfferFacts {
  installation: Pick<Installation, 'map' | 'rasterUrl' | 'rasterAttribution'> | undefined
  areas: readonly KeptArea[]
  read: ReadTile
  /** The area of the walk that is shown; without a walk, everything there is. */
  box: BoundingBox | undefined
}

type InstalledMap = NonNullable<Installation['map']>
type MapPart = InstalledMap['parts'][number]

/** The installation decides; while it is unknown, a map on the phone is used. */
export function offerFrom({ installation, areas, read, box }: OfferFacts): MapOffer {
  const map = installation?.map
  if (map) {
    const { attribution } = map
    return { kind: 'vector', canBeKept: true, read, ...reachOf(partsAt(map, box)), attribution }
  }
  const area = areas.find((one) => box && sharedPart(box, one.box) > 0) ?? areas[0]
  if (area) {
    const { minZoom, maxZoom, attribution } = area
    return { kind: 'vector', canBeKept: true, read, minZoom, maxZoom, attribution }
  }
  if (installation?.rasterUrl) {
    const { rasterUrl: url, rasterAttribution: attribution } = installation
    return { kind: 'raster', canBeKept: false, url, attribution }
  }
  return { kind: 'grid', canBeKept: false }
}

/** Parts of the map at the walk's place. One town may end at a coarser level than another: there the map is drawn enlarged. */
function partsAt(map: InstalledMap, box: BoundingBox | undefined): readonly MapPart[] {
  // What a phone has stored may come from a server that knew of one file only.
  const parts = (map as Partial<InstalledMap>).parts ?? [map]
  const there = box ? parts.filter(({ bounds }) => sharedPart(box, bounds) > 0) : parts
  return there.length > 0 ? there : parts
}

const reachOf = (parts: readonly MapPart[]) => ({
  minZoom: Math.min(...parts.map(({ minZoom }) => minZoom)),
  maxZoom: Math.max(...parts.map(({ maxZoom }) => maxZoom)),
  bounds: boxAround(parts.map(({ bounds }) => bounds)),
})
