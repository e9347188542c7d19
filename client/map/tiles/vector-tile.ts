import Point from '@mapbox/point-geometry'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import type { Bbox, Feature } from 'protomaps-leaflet'

/** The bytes are not a vector tile. The reader of tiles decides whether to fetch it again. */
export class UnreadableTileError extends Error {
  override readonly name = 'UnreadableTileError'
}

/**
 * Decodes an uncompressed Mapbox Vector Tile into what protomaps-leaflet draws: layer name -> features in CSS pixels of a tile
 * `tileSize` wide. Throws `UnreadableTileError` for anything else (property N3).
 */
export function decodeVectorTile(bytes: ArrayBuffer, tileSize: number): Map<string, Feature[]> {
  try {
    const tile = new VectorTile(new PbfReader(new Uint8Array(bytes)))
    return new Map(
      Object.entries(tile.layers).map(([name, layer]) => [name, decodeLayer(layer, tileSize)]),
    )
  } catch (cause) {
    throw new UnreadableTileError('These bytes are not a vector tile', { cause })
  }
}

type Layer = VectorTile['layers'][string]

function decodeLayer(layer: Layer, tileSize: number): Feature[] {
  const scale = tileSize / layer.extent
  return Array.from({ length: layer.length }, (_, index) => {
    const feature = layer.feature(index)
    const geom = feature
      .loadGeometry()
      .map((part) => part.map((point) => new Point(point.x * scale, point.y * scale)))
    return {
      props: feature.properties,
      geomType: feature.type as Feature['geomType'],
      geom,
      bbox: boxOf(geom),
      numVertices: geom.reduce((sum, part) => sum + part.length, 0),
    }
  })
}

function boxOf(geometry: Point[][]): Bbox {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (const part of geometry) {
    for (const { x, y } of part) {
      box.minX = Math.min(box.minX, x)
      box.minY = Math.min(box.minY, y)
      box.maxX = Math.max(box.maxX, x)
      box.maxY = Math.max(box.maxY, y)
    }
  }
  return box
}
