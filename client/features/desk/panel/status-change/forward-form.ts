import { followUpDay } from '../../../../../shared/observation/triage/follow-up.ts'
import type {
  ObservationArgs,
  ObservationMutation,
} from '../../../../../shared/observation/mutation-schemas.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import { readTypedDay, writeTypedDay } from '../../../../../shared/text/typed-day.ts'
import type { CalendarDay } from '../../../../../shared/timestamps.ts'
import { recipientOf, statusArgs, type StatusDraft, type StatusStep } from './status-form.ts'

export type FollowUpDraft = StatusDraft['followUp']

/** Begins with the parties of the finding, or the person's own, and with the deadline that stands while it has not passed. */
export function openFollowUp(
  { partyIds, dueOn }: Pick<VisibleObservation, 'partyIds' | 'dueOn'>,
  own: readonly string[],
  today: CalendarDay,
): FollowUpDraft {
  const day = dueOn !== null && dueOn >= today ? dueOn : followUpDay(today)
  return {
    partyIds: [...(partyIds.length > 0 ? partyIds : own)],
    dueOn: writeTypedDay(day),
    base: { partyIds: [...partyIds], dueOn },
  }
}

/** Returns the arguments of a filled form. A day that cannot be read is sent as typed, so that the rules refuse it. */
function forwardArgs(
  { observationId, today }: StatusStep,
  draft: StatusDraft,
): ObservationArgs<'observation.forward@1'> {
  const { partyIds, dueOn, base } = draft.followUp
  const typed = dueOn.trim()
  const text = draft.text.trim()
  return {
    observationId,
    base: { status: draft.base, partyIds: [...base.partyIds], dueOn: base.dueOn },
    ...recipientOf(draft),
    ...(text === '' ? {} : { text }),
    partyIds: [...partyIds],
    dueOn: typed === '' ? null : (readTypedDay(typed, today) ?? typed),
  }
}

/** Returns the mutation of a filled form; sending on is more than a status. */
export const statusChange = (
  step: StatusStep,
  draft: StatusDraft,
): ObservationMutation<'observation.set-status@1' | 'observation.forward@1'> =>
  step.status === 'forwarded'
    ? { name: 'observation.forward@1', args: forwardArgs(step, draft) }
    : { name: 'observation.set-status@1', args: statusArgs(step, draft) }
