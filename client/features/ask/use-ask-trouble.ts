import { computed, type Ref } from 'vue'
import { problemWords } from '../../ui/messages/problem-words.ts'
import { waitMinutes } from '../../ui/without-account/wait-minutes.ts'
import { useAskWords } from './use-ask-words.ts'
import type { AskTrouble } from './use-asking.ts'

const ownWords = ['place', 'why', 'asker', 'email', 'point'] as const
type AskField = (typeof ownWords)[number]

/** Why a wish was not sent: at its field, or for the whole. */
export function useAskTrouble(trouble: Readonly<Ref<AskTrouble | null>>) {
  const { t } = useAskWords()
  const problem = computed(() =>
    trouble.value?.state === 'refused' ? trouble.value.problem : null,
  )
  const field = computed(() => {
    const named = problem.value?.detail?.['field']
    return ownWords.find((one) => one === named)
  })
  /** The same id with other words was decided on meanwhile. */
  const isDecided = computed(() => problem.value?.code === 'stale')

  function errorAt(name: AskField): string {
    if (field.value !== name || !problem.value) return ''
    const { code, detail } = problem.value
    if (code === 'text-too-long' || code === 'place-too-long') {
      return t('asking.faults.tooLong', { limit: detail?.['limit'] ?? '' })
    }
    return code === 'text-too-heavy' || code === 'unreadable-text'
      ? `${problemWords(t, problem.value)}.`
      : t(`asking.faults.${name}`)
  }

  const general = computed(() => {
    if (!trouble.value || field.value) return ''
    if (trouble.value.state !== 'refused') return t(`asking.${trouble.value.state}`)
    const { code } = trouble.value.problem
    if (code === 'stale') return t('asking.decided')
    if (code !== 'too-many-requests') return `${problemWords(t, trouble.value.problem)}.`
    const n = waitMinutes(trouble.value.problem)
    return t('asking.wait', { minutes: t('unit.minutes', { n }, n) })
  })
  return { errorAt, general, isDecided }
}
