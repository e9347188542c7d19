import { computed, shallowRef, watch } from 'vue'
import { keepLookedAt, type LookedAt } from '../../../ui/saving/looked-at.ts'
import { useWalkStore } from '../current-walk/current-walk-store.ts'
import { isNews, lookedAtIn } from './pin-news.ts'

/** Which pins of the walk on the screen have news. From the first look on, everything that officials say counts as news until it is opened. */
export function usePinNews() {
  const store = useWalkStore()
  const known = shallowRef<LookedAt | null>(null)
  watch(
    () => (store.isFetched ? store.current?.walk.id : undefined),
    (walkId) => {
      known.value = walkId === undefined ? null : lookedAtIn(walkId, store.allPins)
      if (walkId !== undefined && known.value) keepLookedAt(walkId, known.value)
    },
    { immediate: true },
  )
  const newIds = computed(() => {
    const lookedAt = known.value
    if (!lookedAt) return new Set<string>()
    return new Set(store.pins.filter((pin) => isNews(pin, lookedAt)).map(({ id }) => id))
  })
  return { newIds }
}
