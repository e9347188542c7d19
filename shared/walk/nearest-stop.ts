import { distanceMetres } from '../geo.ts'
import type { WalkStop } from './walk.ts'

/**
 * Farther than this from every stop, a finding belongs to none. Walks have 5 to 10 stops on one to two kilometres (domain.md §3.3), so
 * that half the way between two of them is about 150 m.
 */
export const farthestStopMetres = 150

interface Place {
  longitude: number
  latitude: number
}

/** Returns the stop that is nearest to a place, the earlier one of two that are equally near; undefined when none is near enough. */
export function nearestStop<Stop extends Pick<WalkStop, 'longitude' | 'latitude'>>(
  place: Place,
  stops: readonly Stop[],
): Stop | undefined {
  let nearest: Stop | undefined
  let least = farthestStopMetres
  for (const stop of stops) {
    const metres = distanceMetres(place, stop)
    if (metres > least || (nearest && metres === least)) continue
    nearest = stop
    least = metres
  }
  return nearest
}
