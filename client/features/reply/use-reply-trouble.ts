import { computed, type Ref } from 'vue'
import { problemWords } from '../../ui/messages/problem-words.ts'
import { waitMinutes } from '../../ui/without-account/wait-minutes.ts'
import type { ReplyTrouble } from './use-reply.ts'
import { useReplyWords } from './use-reply-words.ts'

/** Why an answer was not sent: at its field, or for the whole. */
export function useReplyTrouble(trouble: Readonly<Ref<ReplyTrouble | null>>) {
  const { t } = useReplyWords()
  const problem = computed(() =>
    trouble.value?.state === 'refused' ? trouble.value.problem : null,
  )
  const field = computed(() => problem.value?.detail?.['field'])

  function errorAt(name: 'interpreter' | 'other'): string {
    if (field.value !== name || !problem.value) return ''
    const { code, detail } = problem.value
    if (code === 'needs-text') return t('reply.languageMissing')
    return code === 'place-too-long'
      ? t('reply.tooLong', { limit: detail?.['limit'] ?? '' })
      : `${problemWords(t, problem.value)}.`
  }

  const general = computed(() => {
    if (!trouble.value || field.value) return ''
    if (trouble.value.state !== 'refused') return t(`reply.${trouble.value.state}`)
    const { code } = trouble.value.problem
    if (code === 'walk-closed') return t('reply.over')
    if (code !== 'too-many-requests') return `${problemWords(t, trouble.value.problem)}.`
    const n = waitMinutes(trouble.value.problem)
    return t('reply.wait', { minutes: t('unit.minutes', { n }, n) })
  })
  return { errorAt, general }
}
