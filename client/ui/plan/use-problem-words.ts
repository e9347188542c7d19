import { computed, type Ref } from 'vue'
import type { PlanProblem } from '../../../shared/walk/plan/plan-problems.ts'
import { usePlanWords } from './use-plan-words.ts'

interface ShownProblems {
  problems: Ref<readonly PlanProblem[]>
  /** Nothing is called wrong before the person has tried to save. */
  hasTried: Ref<boolean>
  /** Its name. */
  municipality: string
}

/** What must be mended, in words: all of it for the list, and each for its field. */
export function useProblemWords({ problems, hasTried, municipality }: ShownProblems) {
  const { t } = usePlanWords()

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
