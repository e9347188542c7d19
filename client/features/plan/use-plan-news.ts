import { shallowRef, type Ref, type ShallowRef } from 'vue'
import type { CalendarDay } from '../../../shared/timestamps.ts'
import {
  isSame,
  type PlanConflict,
  type PlanValueName,
} from '../../../shared/walk/plan/plan-changes.ts'
import { formOf, type PlanForm } from '../../../shared/walk/plan/plan-form.ts'
import type { PlanReading } from '../../local/plan/plan-storage.ts'
import { takeNews, withValues } from './plan-news.ts'

interface PlanNewsOptions {
  form: Ref<PlanForm>
  seen: ShallowRef<PlanReading | null>
  here: () => { today: CalendarDay; timeZone: string }
}

/** Takes what others have changed into an open form, and keeps what a person has to choose between. */
export function usePlanNews({ form, seen, here }: PlanNewsOptions) {
  const conflicts = shallowRef<readonly PlanConflict[]>([])
  /** What the person has chosen against; asked again only when the others change it again. */
  const decided = new Map<PlanValueName, unknown>()
  const isUndecided = ({ name, theirs }: PlanConflict) =>
    !decided.has(name) || !isSame(decided.get(name), theirs[name])

  function take(next: PlanReading) {
    if (!seen.value) {
      form.value = formOf(next.merged, here().timeZone)
      conflicts.value = next.conflicts
    } else {
      const parts = { form: form.value, seen: seen.value.merged, next: next.merged, here: here() }
      const news = takeNews(parts)
      form.value = news.form
      const open = [...conflicts.value, ...next.conflicts.filter(isUndecided), ...news.conflicts]
      conflicts.value = [...new Map(open.map((one) => [one.name, one])).values()]
    }
    seen.value = next
  }

  /** Takes one of two values; returns the fields that were chosen so far. */
  function decide({ name, theirs, mine }: PlanConflict, whose: 'theirs' | 'mine') {
    const values = whose === 'mine' ? mine : theirs
    form.value = withValues(form.value, values, { names: [name], here: here() })
    decided.set(name, theirs[name])
    conflicts.value = conflicts.value.filter((one) => one.name !== name)
    return [...decided.keys()]
  }
  return { conflicts, take, decide }
}
