import { computed, ref, watch } from 'vue'
import type { Pin } from '../../../local/pins/pin.ts'
import { steadyList } from './walk-list-order.ts'

/** A list whose news waits for `showNews`, unless it is empty, where nothing could move under the finger. */
export function useSteadyList(pins: () => readonly Pin[]) {
  const shownIds = ref(pins().map(({ id }) => id))
  const list = computed(() => steadyList(shownIds.value, pins()))

  function showNews() {
    shownIds.value = pins().map(({ id }) => id)
  }

  watch(
    () => list.value.shown.length === 0 && list.value.news.length > 0,
    (isAllNews) => {
      if (isAllNews) showNews()
    },
  )
  return { list, showNews }
}
