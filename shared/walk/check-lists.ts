import type { PlaceKind } from './place-kinds.ts'

/** What a group looks for at one kind of place, six things at most: more is not read in the dark (domain.md §6, notes). */
export const checkLists = {
  tunnel: ['lamps-lit', 'other-end', 'hidden-corners', 'way-round', 'dry-ground', 'broken'],
  path: ['lamps-lit', 'planting', 'hidden-corners', 'in-sight', 'step-free', 'rest'],
  'school-road': ['lamps-lit', 'crossing', 'speed', 'apart-from-cars', 'parked-cars', 'planting'],
  'car-park': ['lamps-lit', 'hidden-corners', 'in-sight', 'litter', 'broken', 'way-to-door'],
  playground: ['lamps-lit', 'in-sight', 'planting', 'litter', 'broken', 'people-about'],
  station: ['lamps-lit', 'shelter', 'timetable', 'in-sight', 'way-to-stop', 'help-near'],
  housing: ['entrance-light', 'locks', 'fire-road', 'hidden-corners', 'planting', 'litter'],
  harbour: ['quay-edge', 'rescue-post', 'lamps-lit', 'people-about', 'dry-ground', 'help-near'],
  nightlife: ['faces', 'way-home', 'toilet', 'bins', 'hidden-corners', 'help-near'],
  shops: ['after-closing', 'back-yards', 'lamps-lit', 'step-free', 'litter', 'broken'],
} as const satisfies Record<PlaceKind, readonly string[]>

export type CheckItem = (typeof checkLists)[PlaceKind][number]

/** Returns what to look for, in the order in which it is shown. */
export const checkListOf = (kind: PlaceKind): readonly CheckItem[] => checkLists[kind]
