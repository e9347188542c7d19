import type {
  MapCluster,
  MapPin,
  MapStop,
  MapTheme,
  MovablePin,
  OwnPosition,
} from '../../../client/map/map-content.ts'
import type { MapPoint } from '../../../client/map/leaflet-coordinates.ts'

/** What the harness shows; chosen by the address so that a test or a person can ask for any combination. */
export interface Scene {
  kind: 'vector' | 'grid'
  file: string
  minZoom: number
  center: MapPoint
  zoom: number
  theme: MapTheme
  pins: MapPin[]
  clusters: MapCluster[]
  ownPosition: OwnPosition | null
  route: [longitude: number, latitude: number][]
  stops: MapStop[]
  selectedId: string | null
  movablePin: MovablePin | null
}

const places: Record<string, { center: MapPoint; minZoom: number }> = {
  aalborg: { center: { longitude: 9.9217, latitude: 57.0488 }, minZoom: 9 },
  sindal: { center: { longitude: 10.2035, latitude: 57.4712 }, minZoom: 10 },
}

const kinds: [category: string, family: MapPin['family'], isUnsent?: boolean][] = [
  ['lys.slukket', 'open'],
  ['syn.beplantning', 'open', true],
  ['god.plads', 'open'],
  ['ren.glas', 'solved'],
  ['tunnel.utryg', 'closed'],
  ['brand.vej', 'open'],
  ['bus.stop', 'solved'],
]

export function readScene(query: URLSearchParams): Scene {
  const file = query.get('file') ?? 'sindal'
  const place = places[file] ?? places['sindal']!
  const near = (dx: number, dy: number): MapPoint => ({
    longitude: place.center.longitude + dx / 1e4,
    latitude: place.center.latitude + dy / 1e4,
  })
  const count = Number(query.get('pins') ?? kinds.length)
  const theme = query.get('theme') === 'light' ? 'light' : 'dark'
  document.documentElement.dataset['theme'] = theme
  const has = (name: string) => query.get('plain') === null && query.get(name) !== '0'
  return {
    kind: query.get('kind') === 'grid' ? 'grid' : 'vector',
    file,
    minZoom: place.minZoom,
    center: place.center,
    zoom: Number(query.get('zoom') ?? 16),
    theme,
    pins: has('pins')
      ? Array.from({ length: count }, (_, index) => {
          const [category, family, isUnsent] = kinds[index % kinds.length]!
          const ring = 8 + ((index * 37) % 40)
          const angle = index * 2.4
          return {
            id: `pin-${index}`,
            ...near(Math.cos(angle) * ring, Math.sin(angle) * ring * 0.6),
            category,
            family,
            label: `${category} ${index}`,
            isUnsent: isUnsent ?? false,
          }
        })
      : [],
    clusters: has('clusters')
      ? [{ id: 'cluster', ...near(22, 9), count: 12, label: '12 pins' }]
      : [],
    ownPosition: has('own') ? { ...near(2, -2), accuracyMetres: 28 } : null,
    route: has('route')
      ? [
          [-40, 14],
          [-22, 5],
          [2, -2],
          [20, -12],
          [44, -22],
        ].map(([dx, dy]) => {
          const point = near(dx!, dy!)
          return [point.longitude, point.latitude]
        })
      : [],
    stops: has('route')
      ? [
          { number: 2, name: 'Torvet', label: 'Stop 2: Torvet', ...near(-22, 5) },
          { number: 3, name: 'Skolestien', label: 'Stop 3: Skolestien', ...near(20, -12) },
        ]
      : [],
    selectedId: query.get('selected'),
    movablePin:
      query.get('movable') === null
        ? null
        : { ...near(0, 4), category: 'lys.slukket', label: 'Nål, flyt med piletasterne' },
  }
}
