import { computed } from 'vue'
import { problemWords } from '../../../ui/messages/problem-words.ts'
import { useJoinPageWords } from './use-join-page-words.ts'
import { useJoinStore } from './join-store.ts'

/** Explains what is wrong with a code, and what to do. */
export function useJoinWords() {
  const { t } = useJoinPageWords()
  const store = useJoinStore()
  const wait = computed(() => {
    const seconds = store.waitSeconds
    return seconds > 90
      ? t('unit.minutes', { n: Math.ceil(seconds / 60) }, Math.ceil(seconds / 60))
      : t('unit.seconds', { n: seconds }, seconds)
  })
  const troubleWords = computed(() => {
    if (!store.trouble) return ''
    if (store.trouble.kind === 'away') return t('join.noNet')
    if (store.trouble.kind === 'no-code') return t('join.noCode')
    if (store.trouble.kind === 'damaged-link') return t('join.damagedLink')
    if (store.trouble.kind === 'phone') return t('join.phone')
    if (store.trouble.kind === 'other-person') {
      return t('join.otherPerson', { name: store.trouble.name })
    }
    const { code } = store.trouble.problem
    if (code === 'too-many-requests' && store.waitSeconds > 0) {
      return t('join.tooManyTries', { wait: wait.value })
    }
    if (code === 'unknown-walk-code') return t('join.unknownCode', { code: store.code })
    if (code === 'walk-code-closed') return t('join.closedCode', { code: store.code })
    if (code === 'walk-code-used') return t('join.usedCode', { code: store.code })
    return `${problemWords(t, store.trouble.problem)}.`
  })
  return { troubleWords }
}
