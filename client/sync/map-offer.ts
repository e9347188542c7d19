import type { Reply } from '../../shared/api-contract.ts'
import type { BoundingBox } from '../../shared/geo.ts'
import type { KeptArea } from '../local/tile-record.ts'

export type ReadTile = (z: number, x: number, y: number) => Promise<ArrayBuffer | undefined>

/**
 * What can be drawn under the pins. Fits `TileSource` of the map; `canBeKept` says whether this installation has an
 * offline map at all: somebody else's raster tiles are for viewing only and never fetched ahead (N5).
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

/** Where the last known installation lies in the tile store. */
export const installationKey = 'installation'

interface OfferFacts {
  installation: Pick<Installation, 'map' | 'rasterUrl' | 'rasterAttribution'> | undefined
  areas: readonly KeptArea[]
  read: ReadTile
}

/** The installation decides; without any word from it, a map that lies on the phone is still a map. */
export function offerFrom({ installation, areas, read }: OfferFacts): MapOffer {
  const map = installation?.map
  if (map) {
    const { minZoom, maxZoom, bounds, attribution } = map
    return { kind: 'vector', canBeKept: true, read, minZoom, maxZoom, bounds, attribution }
  }
  const [area] = areas
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
