import { computed, inject, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Outcome } from '../../../shared/problem.ts'
import { calendarDayOf } from '../../../shared/timestamps.ts'
import { createTurns } from '../../../shared/turns.ts'
import {
  isSame,
  pick,
  valuesOf,
  type PlanConflict,
  type PlanValueName,
} from '../../../shared/walk/plan/plan-changes.ts'
import { emptyPlan } from '../../../shared/walk/plan/plan-form.ts'
import { planProblems } from '../../../shared/walk/plan/plan-problems.ts'
import type { OwnAnswer } from '../../local/answers/answer-storage.ts'
import type { PlanReading } from '../../local/plan/plan-storage.ts'
import type { StoredWalk } from '../../sync/services/joined-walks.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import { valuesOfStep, type PlanStepName } from './plan-steps.ts'
import { usePlanNews } from './use-plan-news.ts'

interface PhonePlanOptions {
  stored: () => StoredWalk
  /** Runs one write after the other, and says in words why one was not kept. */
  keep: (write: () => Promise<Outcome<void>>) => Promise<boolean>
}

/** One plan on a leader's phone, from what the phone has to what its outbox has taken. */
export function usePhonePlan({ stored, keep }: PhonePlanOptions) {
  const { answers } = inject(walkServicesKey) as WalkServices
  const storage = answers.leading().then((leading) => leading.plan)
  const form = ref(emptyPlan())
  const seen = shallowRef<PlanReading | null>(null)
  const own = shallowRef<readonly OwnAnswer[]>([])
  const walkId = stored().walk.id
  const here = () => today(stored())
  const inTurn = createTurns()

  const { conflicts, take, decide } = usePlanNews({ form, seen, here })

  const read = () =>
    inTurn(async () => {
      const [next, answered] = await Promise.all([
        (await storage).read(walkId),
        answers.read(walkId),
      ])
      if (next) take(next)
      own.value = answered.own.filter(({ kind }) => kind === 'plan' || kind === 'open')
    })
  onScopeDispose(answers.subscribe(() => void read()))
  watch(stored, () => void read(), { immediate: true })

  const problems = computed(() =>
    planProblems(form.value, {
      ...here(),
      bounds: stored().municipality.bounds,
      mayBeUndated: seen.value?.merged.startsAt === null,
    }),
  )

  /** Resolves with true once it is on the phone. */
  async function save(names: readonly PlanValueName[]): Promise<boolean> {
    const known = seen.value
    if (!known) return true
    const values = { ...known.merged, ...pick(valuesOf(form.value, here()), names) }
    return keep(async () => (await storage).save(known, values)).finally(read)
  }

  /** The last choice is saved with all of them. */
  async function resolve(conflict: PlanConflict, whose: 'theirs' | 'mine') {
    const decided = decide(conflict, whose)
    if (conflicts.value.length === 0) await save(decided)
  }

  const open = () => keep(async () => (await storage).open(walkId)).finally(read)
  const isChanged = (step: PlanStepName) => {
    const values = valuesOf(form.value, here())
    return valuesOfStep[step].some((name) => !isSame(values[name], seen.value?.merged[name]))
  }
  const saveStep = (step: PlanStepName) => save(valuesOfStep[step])
  /** What was refused goes out again over what the others have changed; what is typed meanwhile is not part of it. */
  const sendAgain = () => save([])
  const acts = { saveStep, sendAgain, resolve, open }
  return { form, seen, conflicts, own, problems, here, isChanged, ...acts }
}

const today = ({ municipality: { timeZone } }: StoredWalk) => ({
  today: calendarDayOf(Date.now(), timeZone),
  timeZone,
})
