import type { WalkArgs } from '../mutation-schemas.ts'
import type { Walk } from '../walk.ts'

/**
 * The arguments that make the next walk of the same place: what was planned, with the same ids of stops, so that its ratings can be compared
 * (domain.md §8.5). It has no date, and nobody is said to come in it yet.
 */
export function sameAgain(walk: Walk, walkId: string): WalkArgs<'walk.create@1'> {
  const { title, meetingPlace, area, route, stops, purpose, theme, host, placeKind, parties } = walk
  const said = Object.entries({ purpose, theme, host, placeKind, parties }).filter(
    ([, value]) => value != null,
  )
  const copied = { title, meetingPlace, area, route, stops }
  const args = { walkId, ...copied, ...Object.fromEntries(said) }
  return { ...args, startsAt: null, endsAt: null, phase: 'planned' } as WalkArgs<'walk.create@1'>
}
