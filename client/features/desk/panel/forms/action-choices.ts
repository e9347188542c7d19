import { nextStatuses } from '../../../../../shared/observation/observation-status.ts'
import {
  canAwaitBudget,
  canMovePlan,
} from '../../../../../shared/observation/promises/apply-promises.ts'
import { partiesToGiveBack } from '../../../../../shared/observation/triage/apply-giving-back.ts'
import { mayAssign, mayEdit, mayTriage } from '../../../../../shared/access/permissions.ts'
import type { AccountActor } from '../../../../../shared/access/roles.ts'
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

/** The usual path of an observation; its steps come before the others. */
const usualOrder: readonly FormName[] = [
  'status:accepted',
  'status:verified',
  'status:done',
  'status:in-progress',
  'status:planned',
  'move-plan',
  'status:reopened',
  'await-budget',
  'give-back',
  'status:declined',
  'status:needs-info',
  'status:reviewed',
  'status:forwarded',
  'status:duplicate',
]

/**
 * Builds buttons from the transition table itself. Assigning comes first while there is no party; finishing comes first once
 * something was accepted.
 */
export function actionChoices(actor: AccountActor, observation: VisibleObservation): ActionChoices {
  const audience = deskAudience(observation)
  if (observation.isWithdrawn) return { forms: [], isReadOnly: true }
  const allowed: FormName[] = [
    ...nextStatuses(actor, audience, observation.status).map(
      (status): FormName => `status:${status}`,
    ),
    ...promiseForms(actor, observation),
    ...(partiesToGiveBack(actor, audience, observation.status).length > 0
      ? (['give-back'] as const)
      : []),
  ]
  const steps = usualOrder.filter((form) => allowed.includes(form))
  const assign: FormName[] = mayAssign(actor) ? ['assign'] : []
  const isUnassigned = observation.partyIds.length === 0
  const edit: FormName[] = mayEdit(actor, audience) ? ['edit'] : []
  const withdraw: FormName[] = edit.length > 0 && observation.wantsWithdrawal ? ['withdraw'] : []
  const forms = isUnassigned
    ? [...assign, ...steps, ...withdraw, ...edit]
    : [...steps, ...assign, ...withdraw, ...edit]
  return { forms, isReadOnly: forms.length === 0 }
}

function promiseForms(actor: AccountActor, observation: VisibleObservation): FormName[] {
  if (!mayTriage(actor, deskAudience(observation))) return []
  return [
    ...(canMovePlan(observation) ? (['move-plan'] as const) : []),
    ...(canAwaitBudget(observation) ? (['await-budget'] as const) : []),
  ]
}
