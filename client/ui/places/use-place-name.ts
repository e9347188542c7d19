import { inject, shallowRef, watch, type ShallowRef } from 'vue'
import type { PlaceName } from '../../../shared/place-names/place-name.ts'
import { findPlaceNameKey, type FindPlaceName, type NamedPoint } from './find-place-name.ts'

const noNames: FindPlaceName = () => Promise.resolve(null)

export const useFindPlaceName = (): FindPlaceName => inject(findPlaceNameKey, noNames)

/** What the map calls a place: undefined while it is asked, null where it has no name, cannot be read now, or is not asked. */
export function usePlaceName(
  place: () => NamedPoint | null,
): ShallowRef<PlaceName | null | undefined> {
  const find = useFindPlaceName()
  const name = shallowRef<PlaceName | null>()
  watch(
    [() => place()?.longitude, () => place()?.latitude],
    async ([longitude, latitude], _, onCleanup) => {
      let isOver = false
      onCleanup(() => (isOver = true))
      // The name of another place is none of this one.
      name.value = undefined
      const isPlaced = longitude !== undefined && latitude !== undefined
      // A name is an extra: without it the screen shows what people typed.
      const found = isPlaced ? await find({ longitude, latitude }).catch(() => null) : null
      if (!isOver) name.value = found
    },
    { immediate: true },
  )
  return name
}
