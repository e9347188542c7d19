import {
  nextStatuses,
  type ObservationStatus,
} from '../../../../../shared/observation/observation-status.ts'
import { mayAssign, mayEdit, type AccountActor } from '../../../../../shared/access/roles.ts'
import type { VisibleObservation } from '../../../../../shared/observation/visible-observation.ts'
import type { FormName } from '../../decisions/drafts-store.ts'
import { deskAudience } from '../visibility.ts'

/** What this person may do with this observation now. */
export interface ActionChoices {
  /** The likeliest first; the first one is the main button. */
  forms: FormName[]
  /** Nothing can be done because another party has it, or because the role only reads. */
  isReadOnly: boolean
}

/** The way most observations go; what is on it comes before the side roads. */
const usualOrder: readonly ObservationStatus[] = [
  'accepted',
  'verified',
  'done',
  'in-progress',
  'planned',
  'reopened',
  'declined',
  'needs-info',
  'reviewed',
  'forwarded',
  'duplicate',
]

/**
 * Buttons from the transition table itself. Who has not given it to a party yet begins with that; where something was
 * accepted already, finishing it comes first.
 */
export function actionChoices(actor: AccountActor, observation: VisibleObservation): ActionChoices {
  const audience = deskAudience(observation)
  if (observation.isWithdrawn) return { forms: [], isReadOnly: true }
  const allowed = nextStatuses(actor, audience, observation.status)
  const steps = usualOrder
    .filter((status) => allowed.includes(status))
    .map((status): FormName => `status:${status}`)
  const assign: FormName[] = mayAssign(actor) ? ['assign'] : []
  const isUnassigned = observation.partyIds.length === 0
  const edit: FormName[] = mayEdit(actor, audience) ? ['edit'] : []
  const withdraw: FormName[] = edit.length > 0 && observation.wantsWithdrawal ? ['withdraw'] : []
  const forms = isUnassigned
    ? [...assign, ...steps, ...withdraw, ...edit]
    : [...steps, ...assign, ...withdraw, ...edit]
  return { forms, isReadOnly: forms.length === 0 }
}
