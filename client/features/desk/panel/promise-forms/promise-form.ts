import type { ObservationArgs } from '../../../../../shared/observation/mutation-schemas.ts'
import type { CalendarDay } from '../../../../../shared/timestamps.ts'
import { hasEnded, monthAfter } from '../../../../../shared/observation/promises/planned-month.ts'
import { standingPlan } from '../../../../../shared/observation/promises/moved-date.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import type { ObservationChange } from '../../../../sync/services/desk-push.ts'
import type { PromiseForm } from '../../decisions/drafts-store.ts'
import { emptyStatusDraft, type StatusDraft } from '../status-change/status-form.ts'

/** A draft of a status has all the fields that a promise has, and one more: the month that stood when the form opened. */
export interface PromiseDraft extends StatusDraft {
  basePlan: string
}

/** Returns a new form: a plan moves from where it is, or from next month when it has passed; when money is decided on nobody knows beforehand. */
export function openPromiseDraft(
  form: PromiseForm,
  observation: VisibleObservation,
  today: CalendarDay,
): PromiseDraft {
  const basePlan = standingPlan(observation) ?? ''
  const begin = hasEnded(basePlan, today) ? monthAfter(today) : basePlan
  const [year = '', month = ''] = form === 'move-plan' ? begin.split('-') : []
  return { ...emptyStatusDraft(observation.status), basePlan, year, month }
}

const monthOf = ({ year, month }: StatusDraft): string => (month === '' ? year : `${year}-${month}`)

/** Returns the mutation of a filled form. */
export function promiseChange(
  form: PromiseForm,
  { id: observationId, walkId: space }: Pick<VisibleObservation, 'id' | 'walkId'>,
  draft: PromiseDraft,
): ObservationChange {
  const text = draft.text.trim()
  const plannedFor = monthOf(draft)
  if (form === 'move-plan') {
    const args = { observationId, base: draft.basePlan, plannedFor, reason: text }
    return { space, name: 'observation.move-plan@1', args }
  }
  const month = plannedFor === '' ? {} : { plannedFor }
  const args: ObservationArgs<'observation.await-budget@1'> = {
    ...{ observationId, base: draft.base, text },
    ...month,
  }
  return { space, name: 'observation.await-budget@1', args }
}
