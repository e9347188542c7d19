import { computed, ref } from 'vue'
import { findNearbySame } from '../../../../shared/observation/nearby-same.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { useCaptureStore } from '../store/capture-store.ts'

/** More would be a list to read in the dark. */
const mostShown = 3

/** Pins that may be the same as a new one, until the person has answered no. */
export function useNearbySame(observations: () => readonly VisibleObservation[]) {
  const store = useCaptureStore()
  const refused = ref<readonly string[]>([])
  const found = computed(() => {
    if (!store.draft || store.mode.kind !== 'new') return []
    const { observationId: id, category, position } = store.draft
    return findNearbySame({ id, category, position }, observations())
      .filter(({ observation }) => !refused.value.includes(observation.id))
      .slice(0, mostShown)
  })
  function dismiss() {
    refused.value = [...refused.value, ...found.value.map(({ observation }) => observation.id)]
  }
  return { found, dismiss }
}
