import type { LandmarkKind, StructureKind } from './place-name.ts'

/** What a feature of the map can be for a name. `way`: a street, path or square with a name; `house`: has a house number. */
export type NameRole = 'way' | 'house' | StructureKind | LandmarkKind

/**
 * Metres from the point to the nearest part of the feature within which the feature gives a name. A phone's position is wrong by
 * 5 to 20 m outdoors, so nothing is nearer than that; the rest is what people mean by "at".
 *
 * - `way` 75: from the middle of a yard or a car park one still says the street. In a housing area streets lie 100 to 150 m apart, so
 *   that most points have one.
 * - `tunnel` 25, `bridge` 15: the mouth of a tunnel and its stairs belong to it; what lies beside a bridge does not.
 * - `station` 100: the map has a point for it, and platforms are 100 to 200 m long.
 * - `stop` 40: the bay and both directions. `place` 50: its point lies in the middle of the house.
 * - `house` 20: the front garden.
 */
export const limitMetres: Record<NameRole, number> = {
  way: 75,
  tunnel: 25,
  bridge: 15,
  station: 100,
  stop: 40,
  place: 50,
  house: 20,
}

/** The same for a landmark of which the map has the outline: inside it, or at its fence. */
export const outlineLimitMetres = 15

/**
 * Most maps say a house's number and not its street. Then the number is given only where no other street lies within so many metres:
 * at a corner it could be a number of the other one.
 */
export const cornerMetres = 40

/** As far as tiles have to be read around a point. */
export const reachMetres = Math.max(...Object.values(limitMetres))

/** Kinds of the `roads` layer (Protomaps schema) that nobody walks on. */
export const railKinds = new Set(['rail', 'ferry', 'aeroway', 'transit'])

export const stationKinds = new Set([
  'station',
  'halt',
  'train_station',
  'bus_station',
  'ferry_terminal',
])

export const stopKinds = new Set(['bus_stop', 'tram_stop'])

/** Kinds by which people say where they are, of points and of outlines; a shop would be noise, and changes its name. */
export const placeKinds = new Set([
  ...['school', 'kindergarten', 'college', 'university', 'library', 'hospital', 'museum'],
  ...['theatre', 'cinema', 'community_centre', 'townhall', 'place_of_worship', 'fire_station'],
  ...['police', 'sports_centre', 'stadium', 'swimming_pool', 'pitch', 'supermarket', 'marina'],
  ...[
    'park',
    'playground',
    'recreation_ground',
    'cemetery',
    'allotments',
    'forest',
    'wood',
    'beach',
  ],
  ...['zoo', 'garden', 'nature_reserve'],
])
