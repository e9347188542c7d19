import { inject, ref, shallowRef } from 'vue'
import type { Uuid } from '../../../../shared/identifiers.ts'
import type { HomeList } from '../../../local/walks/leader-notes.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'

/** The phones of a walk as they were last read, also after a start without a network, and the leader's ticks. */
export function useHomeList(walkId: Uuid) {
  const { api, walks } = inject(walkServicesKey) as WalkServices
  const list = shallowRef<HomeList | null>(null)
  const state = ref<'asking' | 'idle' | 'failed'>('asking')

  async function keep(next: HomeList): Promise<void> {
    list.value = next
    // A full phone still shows it, until the page is closed.
    await walks.keepNote({ name: 'home-list', walkId }, next).catch(() => undefined)
  }

  async function ask(): Promise<void> {
    state.value = 'asking'
    const answer = await api.call('listPhones', { query: { walk: walkId } }).catch(() => undefined)
    if (answer?.ok) {
      const home = list.value?.home ?? []
      await keep({ phones: answer.value.phones, readAt: Date.now(), home })
    }
    state.value = answer?.ok ? 'idle' : 'failed'
  }

  async function start(): Promise<void> {
    list.value =
      (await walks.readNote({ name: 'home-list', walkId }).catch(() => undefined)) ?? null
    await ask()
  }

  /** A second press takes the tick away. */
  async function tick(id: Uuid): Promise<void> {
    if (!list.value) return
    const { home } = list.value
    const next = home.includes(id) ? home.filter((one) => one !== id) : [...home, id]
    await keep({ ...list.value, home: next })
  }
  return { list, state, start, ask, tick }
}
