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
import { emptyPlan, formOf } from '../../../shared/walk/plan/plan-form.ts'
import { planProblems } from '../../../shared/walk/plan/plan-problems.ts'
import type { OwnAnswer } from '../../local/answers/answer-storage.ts'
import type { PlanReading } from '../../local/plan/plan-storage.ts'
import type { StoredWalk } from '../../sync/services/joined-walks.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import { takeNews, withValues } from './plan-news.ts'
import { valuesOfStep, type PlanStepName } from './plan-steps.ts'

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
  const conflicts = shallowRef<readonly PlanConflict[]>([])
  const own = shallowRef<readonly OwnAnswer[]>([])
  const walkId = stored().walk.id
  const here = () => {
    const { timeZone } = stored().municipality
    return { today: calendarDayOf(Date.now(), timeZone), timeZone }
  }
  const inTurn = createTurns()

  function take(next: PlanReading) {
    if (!seen.value) {
      form.value = formOf(next.merged, here().timeZone)
      conflicts.value = next.conflicts
    } else {
      const parts = { form: form.value, seen: seen.value.merged, next: next.merged, here: here() }
      const news = takeNews(parts)
      form.value = news.form
      conflicts.value = [
        ...new Map(
          [...conflicts.value, ...next.conflicts.filter(isUndecided), ...news.conflicts].map(
            (one) => [one.name, one],
          ),
        ).values(),
      ]
    }
    seen.value = next
  }

  /** What the person has chosen against; asked again only when the others change it again. */
  const decided = new Map<PlanValueName, unknown>()
  const isUndecided = ({ name, theirs }: PlanConflict) =>
    !decided.has(name) || !isSame(decided.get(name), theirs[name])

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

  const changedIn = (names: readonly PlanValueName[]): boolean => {
    const values = valuesOf(form.value, here())
    return names.some((name) => !isSame(values[name], seen.value?.merged[name]))
  }

  /** Resolves with true once it is on the phone. */
  async function save(names: readonly PlanValueName[]): Promise<boolean> {
    const known = seen.value
    if (!known) return true
    const values = { ...known.merged, ...pick(valuesOf(form.value, here()), names) }
    const isKept = await keep(async () => (await storage).save(known, values))
    await read()
    return isKept
  }

  /** Takes one of two values; the last choice is saved with all of them. */
  async function resolve({ name, theirs, mine }: PlanConflict, whose: 'theirs' | 'mine') {
    const values = whose === 'mine' ? mine : theirs
    form.value = withValues(form.value, values, { names: [name], here: here() })
    decided.set(name, theirs[name])
    conflicts.value = conflicts.value.filter((one) => one.name !== name)
    if (conflicts.value.length === 0) await save([...decided.keys()])
  }

  const open = async () => {
    await keep(async () => (await storage).open(walkId))
    await read()
  }
  const isChanged = (step: PlanStepName) => changedIn(valuesOfStep[step])
  const saveStep = (step: PlanStepName) => save(valuesOfStep[step])
  return { form, seen, conflicts, own, problems, here, isChanged, saveStep, resolve, open }
}
