import { computed, ref } from 'vue'
import type { Outcome } from '../../../../shared/problem.ts'
import { createTurns } from '../../../../shared/turns.ts'
import { PhoneFullError } from '../../../local/database/storage-errors.ts'
import { useStopWords } from '../../../ui/language/use-stop-words.ts'
import { problemWords } from '../../../ui/messages/problem-words.ts'

/**
 * Keeps answers and a leader's presses on the phone in the order in which they were given: a press during the write of another one
 * waits for it and is never lost. `trouble` says in words why one was not kept.
 */
export function useKeeping() {
  const { t } = useStopWords()
  const trouble = ref('')
  const waiting = ref(0)
  const inTurn = createTurns()

  async function attempt(write: () => Promise<Outcome<void>>): Promise<boolean> {
    trouble.value = ''
    try {
      const outcome = await write()
      if (!outcome.ok) trouble.value = problemWords(t, outcome.problem)
      return outcome.ok
    } catch (error) {
      trouble.value = t(error instanceof PhoneFullError ? 'trouble.full' : 'trouble.storage')
      return false
    }
  }

  /** Resolves with true once it is on the phone. */
  async function keep(write: () => Promise<Outcome<void>>): Promise<boolean> {
    waiting.value += 1
    const isKept = await inTurn(() => attempt(write))
    waiting.value -= 1
    return isKept
  }
  return { trouble, isKeeping: computed(() => waiting.value > 0), keep }
}
