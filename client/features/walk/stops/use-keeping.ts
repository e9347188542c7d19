import { ref } from 'vue'
import type { Outcome } from '../../../../shared/problem.ts'
import { PhoneFullError } from '../../../local/database/storage-errors.ts'
import { useStopWords } from '../../../ui/language/use-stop-words.ts'
import { problemWords } from '../../../ui/messages/problem-words.ts'

/** Keeps an answer or a leader's press on the phone, one at a time; `trouble` says in words why one was not kept. */
export function useKeeping() {
  const { t } = useStopWords()
  const trouble = ref('')
  const isKeeping = ref(false)

  /** Returns true once it is on the phone. */
  async function keep(write: () => Promise<Outcome<void>>): Promise<boolean> {
    if (isKeeping.value) return false
    isKeeping.value = true
    trouble.value = ''
    try {
      const outcome = await write()
      if (!outcome.ok) trouble.value = problemWords(t, outcome.problem)
      return outcome.ok
    } catch (error) {
      trouble.value = t(error instanceof PhoneFullError ? 'trouble.full' : 'trouble.storage')
      return false
    } finally {
      isKeeping.value = false
    }
  }
  return { trouble, isKeeping, keep }
}
