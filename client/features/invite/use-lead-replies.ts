import { inject, onMounted, ref, shallowRef } from 'vue'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { ReadReplies } from '../../local/walks/leader-notes.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

/** The answers to the invitation as they were last read, also after a start without a network. */
export function useLeadReplies(walkId: Uuid) {
  const { api, walks } = inject(walkServicesKey) as WalkServices
  const which = { name: 'replies', walkId } as const
  const known = shallowRef<ReadReplies | null>(null)
  const state = ref<'asking' | 'idle' | 'failed'>('asking')

  async function ask(): Promise<void> {
    state.value = 'asking'
    const answer = await api.call('countReplies', { params: { id: walkId } }).catch(() => undefined)
    state.value = answer?.ok ? 'idle' : 'failed'
    if (!answer?.ok) return
    known.value = { summary: answer.value, readAt: Date.now() }
    // A full phone still shows it, until the page is closed.
    await walks.keepNote(which, known.value).catch(() => undefined)
  }

  onMounted(async () => {
    known.value = (await walks.readNote(which).catch(() => undefined)) ?? null
    await ask()
  })
  return { known, state, ask }
}
