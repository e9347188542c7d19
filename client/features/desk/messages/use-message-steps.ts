import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { VisibleMessage } from '../../../../shared/message/message.ts'
import { useAnnouncer } from '../../../ui/announcements/use-announcer.ts'
import { useReaderStore } from '../connection/reader-store.ts'

/** What a coordinator may do with one e-mail. `onDone` reads the list again. */
export function useMessageSteps(messageOf: () => VisibleMessage, onDone: () => void) {
  const { t } = useI18n()
  const desk = useReaderStore()
  const { announce } = useAnnouncer()
  const isBusy = ref(false)
  const trouble = ref<'' | 'stale' | 'unanswered'>('')

  async function step(name: 'sendMessage' | 'removeMessage', saying: string): Promise<void> {
    const { id, state: base } = messageOf()
    isBusy.value = true
    trouble.value = ''
    const asked = await desk.ask(name, { params: { id }, query: { base } })
    isBusy.value = false
    if (asked.state === 'answered') announce(t(saying))
    else trouble.value = asked.state === 'refused' ? 'stale' : 'unanswered'
    if (asked.state !== 'unanswered') onDone()
  }

  return {
    isBusy,
    trouble,
    send: () => step('sendMessage', 'desk.messages.released'),
    remove: () => step('removeMessage', 'desk.messages.removed'),
  }
}
