import { mayTriage, type Audience } from '../../access/permissions.ts'
import type { Actor } from '../../access/roles.ts'
import { refuse, refuseAll, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import { problemsOfNeededText } from '../check-text.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import { statusFamily, type ObservationStatus } from '../observation-status.ts'
import { audienceOf, type Observation } from '../observation.ts'
import { planAfter } from '../promises/plan-after.ts'

type GiveBackArgs = ObservationArgs<'observation.give-back@1'>

/** Returns the parties of a finding in whose name this person can say that they do not have it. */
export const partiesToGiveBack = (
  actor: Actor,
  audience: Audience,
  status: ObservationStatus,
): string[] =>
  actor.kind === 'account' && mayTriage(actor, audience) && statusFamily(status) === 'open'
    ? audience.partyIds.filter((partyId) => actor.partyIds.includes(partyId))
    : []

export function authoriseGivingBack(
  current: Observation,
  { partyId, base }: GiveBackArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  if (current.isWithdrawn) return refuse('observation-withdrawn')
  const { status, partyIds } = current
  const audience = audienceOf(current)
  if (!mayTriage(actor, audience)) return refuse('not-allowed')
  if (base.partyIds.join('\n') !== partyIds.join('\n'))
    return refuse('stale', { parties: partyIds.join(', ') })
  if (statusFamily(status) !== 'open') return refuse('status-step', { status })
  const isOwn = partiesToGiveBack(actor, audience, status).includes(partyId)
  return isOwn ? undefined : refuse('not-allowed')
}

/**
 * Gives one party's part of a finding back (domain.md §9: it closes nothing). The others keep it; without any it is nobody's
 * again and waits for the coordinator. The deadline stays: whoever gets it next owes the same date until somebody moves it.
 */
export function giveBack(
  current: Observation,
  { partyId, reason, text }: GiveBackArgs,
  context: WalkContext,
): Outcome<Effects> {
  const wrong = problemsOfNeededText(text)
  if (reason === undefined) return refuseAll([{ code: 'needs-reason' }, ...wrong])
  const refusal = refuseAll(wrong)
  if (refusal) return refusal
  const said = text.trim()
  const { actorName: by, now: at, receivedAt: updatedAt } = context
  const { heldSince, ...kept } = current
  const partyIds = current.partyIds.filter((id) => id !== partyId)
  const status = statusWithout(current, partyId, by)
  const isAnswered = status === current.status
  const observation: Observation = {
    ...kept,
    partyIds,
    status,
    answer: isAnswered ? current.answer : null,
    givenBack: [...(current.givenBack ?? []), { partyId, reason, text: said, by, at }],
    ...(partyIds.length > 0 && heldSince !== undefined ? { heldSince } : {}),
    ...(isAnswered ? {} : planAfter(current, planStep(status, said), context)),
    updatedAt,
  }
  const from = { partyIds: current.partyIds, status: current.status }
  const data = { from, partyIds, status, partyId, reason, text: said }
  return changed('observation', observation, { kind: 'given-back', data })
}

/** Whoever gives it back takes what was promised along. */
const planStep = (status: ObservationStatus, reason: string) =>
  ({ status, reason, plannedFor: undefined, isDropped: true }) as const

/** The status of those who keep it: what another party has answered stands, and what this one has answered stands no longer. */
function statusWithout(
  { status, answer, partyIds }: Observation,
  partyId: string,
  by: string,
): ObservationStatus {
  if (partyIds.length === 1) return 'reviewed'
  // Answers of before this was kept are known by their signature.
  const isTheirs = answer?.partyId === undefined ? answer?.by === by : answer.partyId === partyId
  return isTheirs ? 'assigned' : status
}
