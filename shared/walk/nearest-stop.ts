import { distanceMetres, type Position } from '../geo.ts'
import type { WalkStop } from './walk.ts'

/**
 * Returns the stop of a walk that a place belongs to: the nearest one, and of two as near the earlier one. Undefined when the walk has no
 * stops, and for a typed address, which is no place on the map.
 */
export function nearestStop(
  position: Position,
  stops: readonly WalkStop[],
): { stop: WalkStop; metres: number } | undefined {
  if (position.source === 'address') return undefined
  return stops
    .map((stop) => ({ stop, metres: distanceMetres(position, stop) }))
    .reduce<{ stop: WalkStop; metres: number } | undefined>(
      (best, one) => (best && best.metres <= one.metres ? best : one),
      undefined,
    )
}
