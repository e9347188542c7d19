import {
  isSame,
  mergePlans,
  valuesOf,
  type PlanConflict,
  type PlanValueName,
  type PlanValues,
} from '../../../shared/walk/plan/plan-changes.ts'
import { formOf, type Here, type PlanForm } from '../../../shared/walk/plan/plan-form.ts'

/** Which fields of the form say a value of the plan. */
const fieldsOf = (name: PlanValueName): (keyof PlanForm)[] => {
  if (name === 'startsAt') return ['day', 'start']
  return name === 'endsAt' ? ['end'] : [name]
}

/** The form with some of the values of another plan; what else is typed stays as it is typed. */
export function withValues(
  form: PlanForm,
  values: PlanValues,
  { names, here }: { names: readonly PlanValueName[]; here: Here },
): PlanForm {
  const other = formOf(values, here.timeZone)
  const taken = names.flatMap(fieldsOf).map((field) => [field, other[field]])
  return { ...form, ...Object.fromEntries(taken) } as PlanForm
}

interface News {
  form: PlanForm
  /** What the form began from. */
  seen: PlanValues
  next: PlanValues
  here: Here
}

/**
 * Takes into the form what has become of the plan meanwhile. A field that was changed in the form too stays as it is typed, and is a
 * conflict where the two differ.
 */
export function takeNews({ form, seen, next, here }: News): {
  form: PlanForm
  conflicts: PlanConflict[]
} {
  const mine = valuesOf(form, here)
  const { conflicts } = mergePlans({ base: seen, theirs: next, mine })
  const isNews = (name: PlanValueName) =>
    !isSame(seen[name], next[name]) && isSame(seen[name], mine[name])
  const names = (Object.keys(next) as PlanValueName[]).filter(isNews)
  return { form: withValues(form, next, { names, here }), conflicts }
}
