import { inject, onScopeDispose, ref, shallowRef } from 'vue'
import type { AskedWish } from '../../../shared/contract/wish-contract.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

/** failed: no answer came; gone: there is no such wish any more. */
export type AskedState = 'loading' | 'shown' | 'failed' | 'gone' | 'erased'

/** The wish that a secret opens, read again whenever its asker looks at the page. */
export function useAskedWish(secret: string) {
  const { api } = inject(walkServicesKey) as WalkServices
  const wish = shallowRef<AskedWish | null>(null)
  const state = ref<AskedState>('loading')
  const hasFailedToErase = ref(false)

  async function load(): Promise<void> {
    if (state.value === 'erased') return
    const outcome = await api.call('readWish', { body: { secret } }).catch(() => undefined)
    if (outcome?.ok) {
      wish.value = outcome.value
      state.value = 'shown'
    } else if (outcome?.problem.code === 'not-found' || outcome?.problem.code === 'bad-request') {
      wish.value = null
      state.value = 'gone'
    } else if (!wish.value) state.value = 'failed'
  }

  async function erase(): Promise<void> {
    hasFailedToErase.value = false
    const outcome = await api.call('eraseWish', { body: { secret } }).catch(() => undefined)
    hasFailedToErase.value = !outcome?.ok
    if (!outcome?.ok) return
    wish.value = null
    state.value = 'erased'
  }

  const look = () => {
    if (document.visibilityState === 'visible') void load()
  }
  document.addEventListener('visibilitychange', look)
  window.addEventListener('online', look)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('online', look)
  })
  void load()
  return { wish, state, hasFailedToErase, load, erase }
}
