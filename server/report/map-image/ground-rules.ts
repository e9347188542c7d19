import type { MapView } from './map-view.ts'

/** How the features of one layer of the Protomaps basemap schema are painted. */
export interface GroundRule {
  layer: string
  shape: 'area' | 'line'
  kinds?: readonly string[]
  paint: (path: string, view: MapView) => string
}

/** Quiet colours: the route and the numbers are what is read, also in black and white. */
const colours = {
  ground: '#eeece8',
  green: '#d5e3d2',
  wood: '#c6d9c3',
  water: '#bcd7e6',
  building: '#d9d5ce',
  casing: '#cbc7bf',
  road: '#ffffff',
  path: '#9c9488',
  rail: '#8f8f8f',
}

const area = (layer: string, fill: string, kinds?: readonly string[]): GroundRule => ({
  ...{ layer, shape: 'area' },
  ...(kinds && { kinds }),
  paint: (path) => (path === '' ? '' : `<path d="${path}" fill="${fill}"/>`),
})

interface LineStyle {
  colour: string
  /** On the ground. */
  metres: number
  /** On the drawing it is never thinner. */
  leastPixels: number
  morePixels?: number
  dash?: string
}

const line = (layer: string, style: LineStyle, kinds?: readonly string[]): GroundRule => ({
  ...{ layer, shape: 'line' },
  ...(kinds && { kinds }),
  paint: (path, view) => (path === '' ? '' : strokeOf(path, style, view)),
})

function strokeOf(path: string, style: LineStyle, { metresPerPixel }: MapView): string {
  const { colour, metres, leastPixels, morePixels = 0, dash } = style
  const width = Math.max(leastPixels, metres / metresPerPixel) + morePixels
  const dashes = dash ? ` stroke-dasharray="${dash}"` : ' stroke-linecap="round"'
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width.toFixed(1)}" stroke-linejoin="round"${dashes}/>`
}

const minor = { metres: 6, leastPixels: 1.6 }
const major = { metres: 9, leastPixels: 3 }
const minorKinds = ['minor_road']
const majorKinds = ['major_road', 'highway']
const grass = ['grass', 'grassland', 'meadow', 'scrub', 'recreation_ground', 'village_green']
const parks = [
  'park',
  'cemetery',
  'playground',
  'pitch',
  'garden',
  'zoo',
  'allotments',
  'golf_course',
]

/** In the order of painting: edges of all roads under all roads, so that crossings are open. */
export const groundRules: readonly GroundRule[] = [
  area('earth', colours.ground),
  area('landuse', colours.green, [...grass, ...parks]),
  area('landuse', colours.wood, ['wood', 'forest', 'nature_reserve']),
  area('water', colours.water),
  line('water', { colour: colours.water, metres: 3, leastPixels: 1.5 }),
  area('buildings', colours.building),
  line('roads', { colour: colours.path, metres: 1, leastPixels: 1.3, dash: '5 3' }, [
    'path',
    'other',
  ]),
  line('roads', { colour: colours.rail, metres: 2, leastPixels: 2, dash: '9 4' }, ['rail']),
  line('roads', { ...minor, colour: colours.casing, morePixels: 1.6 }, minorKinds),
  line('roads', { ...major, colour: colours.casing, morePixels: 1.8 }, majorKinds),
  line('roads', { ...minor, colour: colours.road }, minorKinds),
  line('roads', { ...major, colour: colours.road }, majorKinds),
]
