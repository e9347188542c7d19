import { computed, ref } from 'vue'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { useCaptureStore } from '../store/capture-store.ts'
import { findNearbySame } from './nearby-same.ts'

/** Pins that may be the same as a new one, until the person has said no to them. */
export function useNearbySame(observations: () => readonly VisibleObservation[]) {
  const store = useCaptureStore()
  const refused = ref<readonly string[]>([])
  const found = computed(() => {
    if (!store.draft || store.mode.kind !== 'new') return []
    return findNearbySame(store.draft, observations()).filter(
      ({ observation }) => !refused.value.includes(observation.id),
    )
  })
  function dismiss() {
    refused.value = [...refused.value, ...found.value.map(({ observation }) => observation.id)]
  }
  return { found, dismiss }
}
