import {
  exp,
  LineSymbolizer,
  PolygonSymbolizer,
  type Feature,
  type PaintRule,
} from 'protomaps-leaflet'
import { detailOf, isArea, isLine, kindOf } from './feature-kind.ts'
import type { MapFlavour } from './map-flavour.ts'

/** Line widths in CSS pixels by zoom; grow by 1.6 a level as streets do on the ground. */
const width = (...stops: [zoom: number, pixels: number][]) => exp(1.6, stops)

const isKind =
  (...kinds: string[]) =>
  (_zoom: number, feature: Feature) =>
    kinds.includes(kindOf(feature))

const area = (dataLayer: string, fill: string, kinds?: string[]): PaintRule => ({
  dataLayer,
  symbolizer: new PolygonSymbolizer({ fill }),
  filter: (zoom, feature) => isArea(feature) && (!kinds || isKind(...kinds)(zoom, feature)),
})

interface LineStyle {
  color: string
  width: (zoom: number) => number
  minzoom?: number
}

const road = (style: LineStyle, filter: NonNullable<PaintRule['filter']>): PaintRule => ({
  dataLayer: 'roads',
  ...(style.minzoom === undefined ? {} : { minzoom: style.minzoom }),
  symbolizer: new LineSymbolizer({
    color: style.color,
    width: style.width,
    lineCap: 'round',
    lineJoin: 'round',
  }),
  filter,
})

const isPath = (_zoom: number, feature: Feature) =>
  ['path', 'other'].includes(kindOf(feature)) && !isPier(feature)
const isPier = (feature: Feature) => detailOf(feature) === 'pier'
const isSteps = (_zoom: number, feature: Feature) => detailOf(feature) === 'steps'

function landRules(flavour: MapFlavour): PaintRule[] {
  return [
    area('earth', flavour.ground),
    area('landuse', flavour.industrial, ['industrial', 'commercial', 'railway', 'military']),
    area('landuse', flavour.school, [
      'school',
      'university',
      'college',
      'hospital',
      'kindergarten',
    ]),
    area('landuse', flavour.sand, ['beach', 'sand']),
    area('landuse', flavour.grass, [
      'grass',
      'grassland',
      'meadow',
      'scrub',
      'recreation_ground',
      'village_green',
      'allotments',
      'golf_course',
    ]),
    area('landuse', flavour.park, ['park', 'cemetery', 'playground', 'pitch', 'garden', 'zoo']),
    area('landuse', flavour.wood, ['wood', 'forest', 'nature_reserve']),
    area('water', flavour.water),
    {
      dataLayer: 'water',
      symbolizer: new LineSymbolizer({
        color: flavour.water,
        width: width([11, 0.5], [14, 1.5], [18, 7]),
      }),
      filter: (_zoom, feature) => isLine(feature),
    },
    area('landuse', flavour.pedestrian, ['pedestrian', 'footway']),
    area('landuse', flavour.pier, ['pier']),
    road({ color: flavour.pier, width: width([14, 2], [18, 12]) }, (_zoom, feature) =>
      isPier(feature),
    ),
  ]
}

function buildingRule(flavour: MapFlavour): PaintRule {
  return {
    dataLayer: 'buildings',
    symbolizer: new PolygonSymbolizer({
      fill: flavour.building,
      stroke: flavour.buildingEdge,
      width: width([15, 0.4], [18, 1]),
    }),
  }
}

/** Casings under all fills, so that crossings are open. Paths are dashed: on foot they matter as much as streets. */
function roadRules(flavour: MapFlavour): PaintRule[] {
  const minor = width([12, 0.6], [14, 2], [16, 6], [18, 14])
  const major = width([10, 1], [13, 2.5], [16, 9], [18, 20])
  const edge = (of: (zoom: number) => number) => (zoom: number) =>
    of(zoom) + (zoom < 14 ? 0.8 : 1.6)
  return [
    {
      dataLayer: 'roads',
      minzoom: 14,
      symbolizer: new LineSymbolizer({
        color: flavour.path,
        width: width([14, 0.8], [16, 1.4], [18, 2.2]),
        dash: [4, 2.5],
      }),
      filter: (zoom, feature) => isPath(zoom, feature) && !isSteps(zoom, feature),
    },
    {
      dataLayer: 'roads',
      minzoom: 16,
      symbolizer: new LineSymbolizer({
        color: flavour.path,
        width: width([16, 3], [18, 6]),
        dash: [1.2, 1.6],
      }),
      filter: isSteps,
    },
    {
      dataLayer: 'roads',
      symbolizer: new LineSymbolizer({
        color: flavour.rail,
        width: width([12, 0.8], [16, 2], [18, 3]),
        dash: [8, 4],
        opacity: 0.7,
      }),
      filter: isKind('rail'),
    },
    road({ color: flavour.casing, width: edge(minor), minzoom: 13 }, isKind('minor_road')),
    road({ color: flavour.casing, width: edge(major) }, isKind('major_road', 'highway')),
    road({ color: flavour.minor, width: minor }, isKind('minor_road')),
    road({ color: flavour.major, width: major }, isKind('major_road')),
    road({ color: flavour.highway, width: major }, isKind('highway')),
  ]
}

/** What is painted, in order, from tiles of the Protomaps schema (layers earth, landuse, water, buildings, roads). */
export function paintRules(flavour: MapFlavour): PaintRule[] {
  return [...landRules(flavour), buildingRule(flavour), ...roadRules(flavour)]
}
