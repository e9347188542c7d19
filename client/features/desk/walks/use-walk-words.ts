import { useI18n } from 'vue-i18n'
import type { WalkPlan } from '../../../../shared/walk/walk-time.ts'
import { useDeskWords } from '../words/use-desk-words.ts'

/** When a walk is, in words. */
export function useWalkWords() {
  const { t } = useI18n()
  const { formats } = useDeskWords()

  /** `torsdag 29. oktober 2026 kl. 19.00 til kl. 21.00`; the date of the end is left out, also after midnight. */
  function times({ startsAt, endsAt, phase }: WalkPlan): string {
    if (startsAt === null)
      return t(phase === 'planned' ? 'desk.planning.noDate' : 'desk.walks.allYear')
    const start = formats.value.dateTime(startsAt)
    if (endsAt === null) return start
    return t('desk.walks.fromTo', { start, end: formats.value.time(endsAt) })
  }
  return { times, formats }
}
