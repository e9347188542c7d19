import { mayTriage } from '../../access/permissions.ts'
import { refuse, refuseAll, type Outcome, type Problem } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import { problemsOfNeededText } from '../check-text.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import type { ObservationStatus } from '../observation-status.ts'
import { audienceOf, type Answer, type Observation } from '../observation.ts'
import { standingPlan } from './moved-date.ts'
import { answeringParty } from '../triage/answering-party.ts'
import { planAfter } from './plan-after.ts'
import { hasEnded } from './planned-month.ts'

type BudgetArgs = ObservationArgs<'observation.await-budget@1'>
type MoveArgs = ObservationArgs<'observation.move-plan@1'>

/** A finding that no party has got yet cannot wait for its money. */
const mayAwaitBudget: readonly ObservationStatus[] = [
  'assigned',
  'accepted',
  'planned',
  'in-progress',
  'needs-info',
  'forwarded',
  'reopened',
]

export const canAwaitBudget = ({ status }: Pick<Observation, 'status'>): boolean =>
  mayAwaitBudget.includes(status)

/** Only a plan can move; other dates have mutations of their own. */
export const canMovePlan = (
  observation: Pick<Observation, 'status' | 'plannedFor' | 'answer'>,
): boolean => observation.status === 'planned' && standingPlan(observation) !== null

export function authorisePromise(
  current: Observation,
  _args: BudgetArgs | MoveArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  if (current.isWithdrawn) return refuse('observation-withdrawn')
  return mayTriage(actor, audienceOf(current)) ? undefined : refuse('not-allowed')
}

/**
 * Says that the party does it once there is money, with words for the people who walked. The status is `accepted`, which clients of before this
 * know; `awaits` tells those of today.
 */
export function awaitBudget(
  current: Observation,
  { base, text, plannedFor }: BudgetArgs,
  context: WalkContext,
): Outcome<Effects> {
  if (base !== current.status) return refuse('stale', { status: current.status })
  if (!canAwaitBudget(current)) return refuse('status-step', { status: current.status })
  const hasMonthEnded = plannedFor !== undefined && hasEnded(plannedFor, context.today)
  const refusal = refuseAll([...problemsOfNeededText(text), ...(hasMonthEnded ? [monthEnded] : [])])
  if (refusal) return refusal
  const said = text.trim()
  const month = plannedFor === undefined ? {} : { plannedFor }
  const answer = { awaits: 'budget', ...month } as const
  return answered(
    current,
    { step: { status: 'accepted', plannedFor, reason: said, isDropped: true }, answer },
    context,
  )
}

/** Promises another month, with the reason; the old one stays visible. */
export function movePlan(
  current: Observation,
  args: MoveArgs,
  context: WalkContext,
): Outcome<Effects> {
  const { base, plannedFor, reason } = args
  const { status } = current
  if (!canMovePlan(current)) return refuse('status-step', { status })
  if (base !== standingPlan(current)) return refuse('stale', { status })
  const refusal = refuseAll([
    ...problemsOfNeededText(reason, { field: 'reason' }),
    ...problemsWithMove(args, context),
  ])
  if (refusal) return refusal
  const said = reason.trim()
  return answered(
    current,
    { step: { status: 'planned', plannedFor, reason: said }, answer: { plannedFor } },
    context,
  )
}

const monthEnded: Problem = { code: 'month-ended' }

function problemsWithMove(
  { base, plannedFor }: MoveArgs,
  { today }: WalkContext,
): readonly Problem[] {
  if (plannedFor === base) return [{ code: 'needs-date' }]
  return hasEnded(plannedFor, today) ? [monthEnded] : []
}

interface Said {
  step: Parameters<typeof planAfter>[1]
  answer: Partial<Answer>
}

function answered(
  current: Observation,
  { step, answer }: Said,
  context: WalkContext,
): Outcome<Effects> {
  const { status, reason: text } = step
  const { actorName: by, now: at, receivedAt: updatedAt } = context
  const { beforeLink: _link, ...kept } = current
  const body: Observation = {
    ...kept,
    status,
    answer: { ...answer, status, text, at, by, ...answeringParty(context.actor, current) },
    ...planAfter(current, step, context),
    updatedAt,
  }
  const data = { from: current.status, status, ...answer, text }
  return changed('observation', body, { kind: 'status-set', data })
}
