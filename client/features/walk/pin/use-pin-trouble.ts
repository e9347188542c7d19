import { computed } from 'vue'
import { problemWords } from '../../../ui/messages/problem-words.ts'
import { usePinStore } from './pin-store.ts'
import { usePinPageWords } from './use-pin-page-words.ts'

/** Why the last thing that was done with the open pin was not stored; empty when it was. */
export function usePinTrouble() {
  const { t } = usePinPageWords()
  const store = usePinStore()
  return computed(() => {
    if (!store.trouble) return ''
    if (store.trouble.kind === 'problem') return problemWords(t, store.trouble.problem)
    return t(`trouble.${store.trouble.kind}`)
  })
}
