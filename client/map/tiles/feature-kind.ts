import { GeomType, type Feature } from 'protomaps-leaflet'

/** Reads a tile's features: the schema promises text, the bytes may hold anything. */
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

export const kindOf = (feature: Feature) => textOf(feature.props['kind'])
export const detailOf = (feature: Feature) => textOf(feature.props['kind_detail'])

export const isArea = (feature: Feature) => feature.geomType === GeomType.Polygon
export const isLine = (feature: Feature) => feature.geomType === GeomType.Line
export const isPlace = (feature: Feature) => feature.geomType === GeomType.Point
