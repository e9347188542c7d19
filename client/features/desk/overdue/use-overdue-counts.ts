import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useOverdueStore } from './overdue-store.ts'

/** The counts in one line: "12 frister · 2 tilbagemeldinger · mindst 3 uden part". */
export function useOverdueCounts() {
  const { t } = useI18n()
  const store = useOverdueStore()

  const counted = (key: string, count: number, isMore: boolean) =>
    t(`desk.overdue.${key}`, { n: isMore ? t('desk.overdue.atLeast', { n: count }) : count }, count)

  return computed(() => {
    const { overdue, deadlines, feedbacks, unowned } = store
    if (!overdue) return ''
    return [
      deadlines > 0 ? counted('partiesCount', deadlines, overdue.isMore) : '',
      feedbacks > 0 ? counted('feedbackCount', feedbacks, overdue.feedback?.isMore ?? false) : '',
      unowned > 0 ? counted('unownedCount', unowned, overdue.unowned?.isMore ?? false) : '',
    ]
      .filter(Boolean)
      .join(' · ')
  })
}
