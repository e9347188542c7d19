import type { InjectionKey } from 'vue'
import type { Position } from '../../../shared/geo.ts'
import type { PlaceName } from '../../../shared/place-names/place-name.ts'

export type NamedPoint = Pick<Position, 'longitude' | 'latitude'>

/** Returns what the installation's own map calls a place, or null where it has no name; rejects when the map is not to be had now. */
export type FindPlaceName = (place: NamedPoint) => Promise<PlaceName | null>

/** Each app provides it from its own map; without it no place has a name. */
export const findPlaceNameKey: InjectionKey<FindPlaceName> = Symbol('names of places')

/**
 * Opens the map at the first question, and again after it could not be opened. What was opened is kept: importing it anew, even from
 * memory, would make each name wait until the browser has drawn the page that asks.
 */
export function openedOnce(open: () => Promise<FindPlaceName>): FindPlaceName {
  let opening: Promise<FindPlaceName> | undefined
  return async (place) => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return (await opening)(place)
  }
}
