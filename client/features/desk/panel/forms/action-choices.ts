import {
  nextStatuses,
  type ObservationStatus,
} from '../../../../../shared/observation/observation-status.ts'
import { canAssign } from '../../../../../shared/observation/triage/apply-assigning.ts'
import {
  canAwaitBudget,
  canMovePlan,
} from '../../../../../shared/observation/promises/apply-promises.ts'
import { partiesToGiveBack } from '../../../../../shared/observation/triage/apply-giving-back.ts'
import { mayReopenOwn } from '../../../../../shared/observation/triage/reopen-own.ts'
import type { Timestamp } from '../../../../../shared/timestamps.ts'
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

/** The usual path of an observation, step by step: whoever has just accepted it plans it, and does not close it by one press. */
const usualOrder: readonly FormName[] = [
  'status:accepted',
  'status:verified',
  'status:planned',
  'status:in-progress',
  'status:done',
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

/** Builds buttons from the transition table itself. Assigning comes first while there is no party. */
export function actionChoices(
  actor: AccountActor,
  observation: VisibleObservation,
  now: Timestamp,
): ActionChoices {
  const audience = deskAudience(observation)
  if (observation.isWithdrawn) return { forms: [], isReadOnly: true }
  const allowed: FormName[] = [
    ...nextStatuses(actor, audience, observation.status).map(
      (status): FormName => `status:${status}`,
    ),
    ...promiseForms(actor, observation),
    ...(mayReopenOwn(actor, { ...observation, audience }, now)
      ? (['status:reopened'] as const)
      : []),
    ...(partiesToGiveBack(actor, audience, observation.status).length > 0
      ? (['give-back'] as const)
      : []),
  ]
  const steps = orderFrom(observation.status).filter((form) => allowed.includes(form))
  const assign: FormName[] = mayAssign(actor) && canAssign(observation) ? ['assign'] : []
  const isUnassigned = observation.partyIds.length === 0
  const edit: FormName[] = mayEdit(actor, audience) ? ['edit'] : []
  const withdraw: FormName[] = edit.length > 0 && observation.wantsWithdrawal ? ['withdraw'] : []
  const forms = isUnassigned
    ? [...assign, ...steps, ...withdraw, ...edit]
    : [...steps, ...assign, ...withdraw, ...edit]
  return { forms, isReadOnly: forms.length === 0 }
}

/** What is under way is done next. */
const orderFrom = (status: ObservationStatus): FormName[] =>
  status === 'in-progress'
    ? [...new Set<FormName>(['status:done', ...usualOrder])]
    : [...usualOrder]

function promiseForms(actor: AccountActor, observation: VisibleObservation): FormName[] {
  if (!mayTriage(actor, deskAudience(observation))) return []
  return [
    ...(canMovePlan(observation) ? (['move-plan'] as const) : []),
    ...(canAwaitBudget(observation) ? (['await-budget'] as const) : []),
  ]
}
