import { computed, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { DeskReader } from '../../connection/reader-store.ts'
import type { PlanProblem } from './plan-problems.ts'

interface ShownProblems {
  problems: Ref<readonly PlanProblem[]>
  /** Nothing is called wrong before the person has tried to save. */
  hasTried: Ref<boolean>
  reader: DeskReader
}

/** What must be mended, in words: all of it for the list, and each for its field. */
export function useProblemWords({ problems, hasTried, reader }: ShownProblems) {
  const { t } = useI18n()
  const municipality = reader.municipality.name

  function fieldWords({ field, n }: PlanProblem): string {
    return n === undefined ? t(`desk.plan.${field}`) : t('desk.plan.stop', { n })
  }
  const listed = computed(() =>
    (hasTried.value ? problems.value : []).map((problem) => ({
      field: problem.field,
      words: t(`desk.plan.problem.${problem.code}`, {
        field: fieldWords(problem),
        municipality,
        n: problem.n,
      }),
    })),
  )
  const errorAt = (field: string) => listed.value.find((one) => one.field === field)?.words ?? ''
  return { listed, errorAt }
}
