import { onMounted, ref, shallowRef } from 'vue'
import type { Walk } from '../../../../shared/walk/walk.ts'
import { useReaderStore } from '../connection/reader-store.ts'

/** loading: nothing known yet; failed: no answer came; missing: there is no such walk, or the link is damaged. */
export type WalkState = 'loading' | 'shown' | 'failed' | 'missing'

/** One walk as it is stored; null loads nothing. */
export function useOneWalk(id: string | null) {
  const desk = useReaderStore()
  const walk = shallowRef<Walk | null>(null)
  const state = ref<WalkState>('loading')

  async function load(): Promise<Walk | null> {
    if (id === null) return null
    const asked = await desk.ask('readWalk', { params: { id } })
    if (asked.state === 'answered') {
      walk.value = asked.value
      state.value = 'shown'
      return asked.value
    }
    if (!walk.value) {
      const isMissing = asked.state === 'refused' && !desk.needsSignIn
      state.value = isMissing ? 'missing' : 'failed'
    }
    return null
  }

  onMounted(load)
  return { walk, state, load }
}
