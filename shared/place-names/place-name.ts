/** A tunnel or bridge on which somebody can walk, cycle or drive; a railway's own are none. */
export const structureKinds = ['tunnel', 'bridge'] as const
export type StructureKind = (typeof structureKinds)[number]

/** `station`: trains, ferries, buses. `stop`: a bus or tram stops there. `place`: a school, park, library or the like. */
export const landmarkKinds = ['station', 'stop', 'place'] as const
export type LandmarkKind = (typeof landmarkKinds)[number]

/**
 * What the installation's own map calls a place. It stands beside what a person typed and never replaces it. Every part is absent
 * where the map has nothing within the limits of `distance-rules.ts`; a name has at least one.
 */
export interface PlaceName {
  /** Nearest street, path or square that has a name. */
  street?: string
  /** House number on that street, as the map writes it: `12`, `8-10`, `6J`. */
  house?: string
  /** `name` is absent where the tunnel or bridge has none of its own. */
  structure?: { kind: StructureKind; name?: string }
  near?: { kind: LandmarkKind; name: string }
}
