import { gpx } from '@tmcw/togeojson'
import { simplify } from '@turf/simplify'
import { DOMParser, onErrorStopParsing, type Document } from '@xmldom/xmldom'
import type { GeoJSON, Position } from 'geojson'
import { isInsideBox, type BoundingBox } from '../../../../shared/geo.ts'
import { limits } from '../../../../shared/limits.ts'
import type { Walk } from '../../../../shared/walk/walk.ts'

/** Why a file gives no route. `outside`: a point of it lies outside the municipality. */
export type RouteProblem = 'unreadable' | 'no-line' | 'outside'

export interface FileRoute {
  route: Walk['route']
  /** Points of the line in the file, before it was simplified. */
  given: number
  /** Lines of the file, of which the one with most points was taken. */
  lines: number
}

/** Returns the route in the text of a GPX or GeoJSON file, simplified to what a walk may have, or why there is none. */
export function readRoute(text: string, bounds: BoundingBox): FileRoute | RouteProblem {
  const lines = readLines(text)
  if (lines === undefined) return 'unreadable'
  const longest = lines.toSorted((a, b) => b.length - a.length)[0] ?? []
  if (longest.length < 2) return 'no-line'
  if (
    !longest.every(([longitude = NaN, latitude = NaN]) =>
      isInsideBox({ longitude, latitude }, bounds),
    )
  )
    return 'outside'
  return { route: simplified(longest), given: longest.length, lines: lines.length }
}

/** Undefined for what is neither format, or broken. */
function readLines(text: string): Position[][] | undefined {
  try {
    const json = /^\s*</.test(text) ? gpx(readXml(text)) : (JSON.parse(text) as GeoJSON)
    return linesIn(json).filter((line) => line.length > 0)
  } catch {
    return undefined
  }
}

/** Not the browser's parser: it reports a broken file by a styled note, which our content security policy forbids. */
function readXml(text: string): Document {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(
    text,
    'application/xml',
  )
  if (document.documentElement?.localName !== 'gpx') throw new TypeError('no GPX')
  return document
}

/** One line for each thing in the file; the parts of one thing are joined, as the pauses of a recorded track are. */
function linesIn(json: GeoJSON): Position[][] {
  switch (json.type) {
    case 'FeatureCollection':
      return json.features.flatMap(linesIn)
    case 'Feature':
      // Files have features without a place, whatever the types say.
      return (json.geometry as typeof json.geometry | null) ? linesIn(json.geometry) : []
    case 'GeometryCollection':
      return json.geometries.flatMap(linesIn)
    case 'LineString':
      return [json.coordinates]
    case 'MultiLineString':
      return [json.coordinates.flat()]
    case 'Point':
    case 'MultiPoint':
    case 'Polygon':
    case 'MultiPolygon':
      return []
    default:
      throw new TypeError('no GeoJSON')
  }
}

/** Degrees of latitude that are five metres: nobody sees on the street what is less. */
const fiveMetres = 5 / 111_195

/** Leaves out points that lie near the line without them, more of them until a walk may have the rest. */
function simplified(line: readonly Position[]): Walk['route'] {
  const coordinates = line.map(([longitude = 0, latitude = 0]) => [longitude, latitude])
  for (let tolerance = fiveMetres; ; tolerance *= 2) {
    const simpler = simplify({ type: 'LineString', coordinates }, { tolerance, highQuality: true })
    if (simpler.coordinates.length <= limits.routePoints)
      return simpler.coordinates.map(
        ([longitude = 0, latitude = 0]) => [longitude, latitude] as const,
      )
  }
}
