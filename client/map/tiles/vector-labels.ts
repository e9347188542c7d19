import {
  CenteredTextSymbolizer,
  LineLabelPlacement,
  LineLabelSymbolizer,
  linear,
  type LabelRule,
} from 'protomaps-leaflet'
import { isLine, isPlace, kindOf } from './feature-kind.ts'
import { labelFontFamily as family } from './map-fonts.ts'
import type { MapFlavour } from './map-flavour.ts'

const names = ['name:da', 'name']

interface StreetLabel {
  kinds: readonly string[]
  minzoom: number
  size: number
  color: string
}

function streetLabels(flavour: MapFlavour, label: StreetLabel): LabelRule {
  return {
    dataLayer: 'roads',
    minzoom: label.minzoom,
    symbolizer: new LineLabelSymbolizer({
      labelProps: names,
      fill: label.color,
      stroke: flavour.halo,
      width: 3,
      font: (zoom) =>
        `400 ${linear([
          [14, label.size],
          [18, label.size + 2],
        ])(zoom)}px ${family}`,
      position: LineLabelPlacement.Center,
      repeatDistance: 320,
    }),
    filter: (_zoom, feature) => label.kinds.includes(kindOf(feature)),
  }
}

function streamLabels(flavour: MapFlavour): LabelRule {
  return {
    dataLayer: 'water',
    minzoom: 14,
    symbolizer: new LineLabelSymbolizer({
      labelProps: names,
      fill: flavour.waterText,
      stroke: flavour.halo,
      width: 3,
      font: `italic 400 12px ${family}`,
      repeatDistance: 400,
    }),
    filter: (_zoom, feature) => isLine(feature),
  }
}

interface PointLabel {
  dataLayer: string
  kinds: readonly string[]
  minzoom: number
  font: string
  color: string
}

function pointLabels(flavour: MapFlavour, label: PointLabel): LabelRule {
  return {
    dataLayer: label.dataLayer,
    minzoom: label.minzoom,
    symbolizer: new CenteredTextSymbolizer({
      labelProps: names,
      fill: label.color,
      stroke: flavour.halo,
      width: 1.5,
      lineHeight: 1.35,
      font: label.font,
      maxLineChars: 16,
    }),
    filter: (_zoom, feature) => isPlace(feature) && label.kinds.includes(kindOf(feature)),
  }
}

/** Places that people name when they say where they are; shops and the like would be noise on a walk. */
const landmarks = [
  'school',
  'kindergarten',
  'university',
  'library',
  'hospital',
  'museum',
  'theatre',
  'community_centre',
  'place_of_worship',
  'station',
  'ferry_terminal',
  'fire_station',
  'police',
  'park',
  'playground',
  'supermarket',
  'marina',
]

/** Labels, most important first: an earlier rule gets the room. */
export function labelRules(flavour: MapFlavour): LabelRule[] {
  const waterKinds = ['ocean', 'bay', 'strait', 'fjord', 'sea', 'lake', 'water', 'river', 'canal']
  return [
    pointLabels(flavour, {
      dataLayer: 'places',
      kinds: ['locality', 'neighbourhood', 'suburb'],
      minzoom: 8,
      font: `600 14px ${family}`,
      color: flavour.text,
    }),
    pointLabels(flavour, {
      dataLayer: 'water',
      kinds: waterKinds,
      minzoom: 10,
      font: `italic 400 13px ${family}`,
      color: flavour.waterText,
    }),
    streetLabels(flavour, {
      kinds: ['major_road', 'highway'],
      minzoom: 14,
      size: 12,
      color: flavour.text,
    }),
    streetLabels(flavour, { kinds: ['minor_road'], minzoom: 16, size: 11.5, color: flavour.text }),
    streetLabels(flavour, {
      kinds: ['path', 'other'],
      minzoom: 17,
      size: 11,
      color: flavour.quietText,
    }),
    streamLabels(flavour),
    pointLabels(flavour, {
      dataLayer: 'pois',
      kinds: landmarks,
      minzoom: 17,
      font: `400 11.5px ${family}`,
      color: flavour.quietText,
    }),
  ]
}
