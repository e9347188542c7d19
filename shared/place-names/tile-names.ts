import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { plainText } from '../text/loose-text.ts'
import type { Tile } from '../tile-grid.ts'
import { placeKinds, railKinds, stationKinds, stopKinds, type NameRole } from './distance-rules.ts'
import { boxOf, type Shape } from './metres-to.ts'

/** A feature of the map that can give a place its name. */
export interface NamedFeature {
  role: NameRole
  /** Of a house its number; empty for a tunnel or bridge that has none. */
  name: string
  /** Of a house, where the map says it. */
  street?: string
  shape: Shape
}

type Layer = VectorTile['layers'][string]
type Feature = ReturnType<Layer['feature']>
type Found = Omit<NamedFeature, 'shape'>

/** Reads a feature of one layer; layers and their fields are those of the Protomaps basemap schema. */
const readers: Readonly<Record<string, (facts: Facts) => Found[]>> = {
  roads: waysOf,
  pois: ({ kind, name }) => landmarkOf(kind, name),
  landuse: ({ kind, name }) =>
    kind === 'pedestrian' && name !== '' ? [{ role: 'way', name }] : landmarkOf(kind, name),
  buildings: housesOf,
}

/**
 * Returns the named features of an uncompressed Mapbox Vector Tile. Bytes that are no tile have none: a map that cannot be read must
 * not stop anything.
 */
export function tileNamesOf(bytes: ArrayBuffer, tile: Tile): NamedFeature[] {
  try {
    const { layers } = new VectorTile(new PbfReader(new Uint8Array(bytes)))
    return Object.entries(readers).flatMap(([name, read]) => {
      const layer = layers[name]
      return layer ? featuresOf(layer, tile, read) : []
    })
  } catch {
    return []
  }
}

function featuresOf(layer: Layer, tile: Tile, read: (facts: Facts) => Found[]): NamedFeature[] {
  return Array.from({ length: layer.length }, (_, index) => layer.feature(index)).flatMap(
    (feature) => {
      const found = read(factsOf(feature))
      // Most features have no name, and their shapes are the expensive part.
      if (found.length === 0) return []
      const shape = shapeOf(feature, tile)
      return shape ? found.map((one) => ({ ...one, shape })) : []
    },
  )
}

interface Facts {
  kind: string
  name: string
  properties: Feature['properties']
}

const factsOf = ({ properties }: Feature): Facts => ({
  kind: textOf(properties['kind']),
  name: nameOf(properties['name:da']) || nameOf(properties['name']),
  properties,
})

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

/** Longer than any name; such a text is a mistake in the map. */
const longestName = 120

function nameOf(value: unknown): string {
  const name = plainText(textOf(value)).replace(/\s+/g, ' ').trim()
  return name.length > longestName || /^unnamed\b/i.test(name) ? '' : name
}

function waysOf({ kind, name, properties }: Facts): Found[] {
  if (railKinds.has(kind)) return []
  const way: Found[] = name === '' ? [] : [{ role: 'way', name }]
  if (isSet(properties['is_tunnel'])) return [...way, { role: 'tunnel', name }]
  return isSet(properties['is_bridge']) ? [...way, { role: 'bridge', name }] : way
}

const isSet = (value: unknown): boolean => [true, 1, 'true', 'yes'].includes(value as never)

function landmarkOf(kind: string, name: string): Found[] {
  if (name === '') return []
  if (stationKinds.has(kind)) return [{ role: 'station', name }]
  if (stopKinds.has(kind)) return [{ role: 'stop', name }]
  return placeKinds.has(kind) ? [{ role: 'place', name }] : []
}

/** A house has its number on its outline or, in newer maps, on a point of kind `address`. */
function housesOf({ name, properties }: Facts): Found[] {
  const number = nameOf(properties['addr_housenumber'])
  const street = nameOf(properties['addr_street'])
  const named: Found[] = name === '' ? [] : [{ role: 'place', name }]
  if (number === '') return named
  return [...named, { role: 'house', name: number, ...(street === '' ? {} : { street }) }]
}

const shapeKinds = [undefined, 'point', 'line', 'area'] as const

function shapeOf(feature: Feature, { z, x, y }: Tile): Shape | undefined {
  const kind = shapeKinds[feature.type]
  if (!kind) return undefined
  const size = 2 ** z
  const { extent } = feature
  const parts = feature
    .loadGeometry()
    .map((part) =>
      part.map((point) => ({ x: (x + point.x / extent) / size, y: (y + point.y / extent) / size })),
    )
    .filter((part) => part.length > 0)
  return parts.length === 0 ? undefined : { kind, parts, box: boxOf(parts) }
}
