import { inject, ref, shallowRef } from 'vue'
import type { WalkPhone } from '../../../shared/contract/api-contract.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

/** What the walk's phones still owe, for its leader: requested on demand, because it is true for a moment only. */
export function useLeaderPhones() {
  const { api } = inject(walkServicesKey) as WalkServices
  const phones = shallowRef<readonly WalkPhone[] | null>(null)
  const state = ref<'idle' | 'asking' | 'failed'>('idle')

  async function ask(walk: string): Promise<void> {
    state.value = 'asking'
    const answer = await api.call('listPhones', { query: { walk } }).catch(() => undefined)
    phones.value = answer?.ok ? answer.value.phones : null
    state.value = answer?.ok ? 'idle' : 'failed'
  }

  return { phones, state, ask }
}
