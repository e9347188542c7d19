import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import type { ObservationChange } from '../../../../sync/services/desk-push.ts'
import type { FormName } from '../../decisions/drafts-store.ts'
import { assignArgs, openAssignDraft, type AssignContext } from './assign-form.ts'

/** A step that needs nothing from the person: one press does it, and it can be taken back. */
export interface DirectAction {
  /** The form of the same step, which shows what went wrong. */
  form: FormName
  /** Who gets it, where it is assigned. */
  partyId?: string
  change: ObservationChange
}

/** Returns the likeliest step if nothing has to be written for it: to accept, or to assign as routing suggests (domain.md §10). */
export function directAction(
  observation: VisibleObservation,
  forms: readonly FormName[],
  context: AssignContext,
): DirectAction | null {
  if (forms.includes('status:accepted')) return accepting(observation)
  const isUnassigned = observation.partyIds.length === 0
  return isUnassigned && forms.includes('assign') ? assigning(observation, context) : null
}

function accepting({ id, walkId, status }: VisibleObservation): DirectAction {
  const args = { observationId: id, base: status, status: 'accepted' as const }
  return {
    form: 'status:accepted',
    change: { space: walkId, name: 'observation.set-status@1', args },
  }
}

function assigning(observation: VisibleObservation, context: AssignContext): DirectAction | null {
  const draft = openAssignDraft(observation, context)
  const [partyId] = draft.partyIds
  if (partyId === undefined || draft.dueOn === '') return null
  const args = assignArgs(observation.id, draft, context.today)
  return {
    ...{ form: 'assign', partyId },
    change: { space: observation.walkId, name: 'observation.assign@2', args },
  }
}
