import { shallowRef, watch, type ShallowRef } from 'vue'
import type { Position } from '../../../shared/geo.ts'
import type { PlaceName } from '../../../shared/place-names/place-name.ts'

type Place = Pick<Position, 'longitude' | 'latitude'>

/** Returns what the map calls a place, or null; never rejects. */
export type FindPlaceName = (place: Place) => Promise<PlaceName | null>

/** What the map calls a place: null until it is known, where there is no name, and without a place. */
export function usePlaceName(
  find: FindPlaceName,
  place: () => Place | null,
): ShallowRef<PlaceName | null> {
  const name = shallowRef<PlaceName | null>(null)
  watch(
    () => [place()?.longitude, place()?.latitude] as const,
    async ([longitude, latitude], _, onCleanup) => {
      let isOver = false
      onCleanup(() => (isOver = true))
      const found =
        longitude === undefined || latitude === undefined
          ? null
          : await find({ longitude, latitude })
      if (!isOver) name.value = found
    },
    { immediate: true },
  )
  return name
}
