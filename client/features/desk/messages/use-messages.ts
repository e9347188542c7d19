import { computed, onMounted, onScopeDispose, ref, shallowRef } from 'vue'
import { isGranted } from '../../../../shared/access/permissions.ts'
import type { Reply } from '../../../../shared/contract/api-contract.ts'
import type { VisibleMessage } from '../../../../shared/message/message.ts'
import { useReaderStore } from '../connection/reader-store.ts'

export interface MessageScope {
  part?: 'open' | 'done'
  walk?: string
  finding?: string
}

/** loading: nothing known yet; failed: no answer came; refused: this person reads none. */
type MessagesState = 'loading' | 'shown' | 'failed' | 'refused'

/** States in which somebody has to do something. */
export const needsPerson = ({ state }: Pick<VisibleMessage, 'state'>): boolean =>
  state === 'failed' || state === 'held' || state === 'unknown'

/** E-mails of the outbox, read again when the page is looked at. Nothing is asked for by those who may not read them. */
export function useMessages(scopeOf: () => MessageScope) {
  const desk = useReaderStore()
  const answer = shallowRef<Reply<'listMessages'> | null>(null)
  const state = ref<MessagesState>('loading')
  const mayRead = computed(
    () => desk.actor !== null && isGranted('municipality', 'handle-messages', desk.actor),
  )

  async function load(): Promise<void> {
    if (!mayRead.value) return
    const asked = await desk.ask('listMessages', { query: scopeOf() })
    if (asked.state === 'answered') {
      answer.value = asked.value
      state.value = 'shown'
    } else if (asked.state === 'refused' && !desk.needsSignIn) state.value = 'refused'
    else if (state.value === 'loading') state.value = 'failed'
  }

  const look = () => {
    if (document.visibilityState === 'visible') void load()
  }
  onMounted(() => {
    void load()
    document.addEventListener('visibilitychange', look)
  })
  onScopeDispose(() => document.removeEventListener('visibilitychange', look))
  const messages = computed(() => answer.value?.messages ?? [])
  return { answer, messages, state, mayRead, load }
}
