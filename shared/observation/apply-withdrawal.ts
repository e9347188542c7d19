import { checkText } from './check-text.ts'
import type { WalkContext } from '../sync/mutation-context.ts'
import { changed, type Effects } from '../sync/subject.ts'
import type { ObservationArgs } from './mutation-schemas.ts'
import { isUntriaged } from './observation-status.ts'
import { audienceOf, type Observation } from './observation.ts'
import { refuse, type Outcome } from '../problem.ts'
import { isAuthor, mayEdit } from '../access/permissions.ts'

type WithdrawArgs = ObservationArgs<'observation.withdraw@1'>
type RestoreArgs = ObservationArgs<'observation.restore@1'>

export function authoriseWithdrawal(
  current: Observation,
  _args: WithdrawArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  const audience = audienceOf(current)
  if (current.isWithdrawn) return refuse('observation-withdrawn')
  return mayEdit(actor, audience) ? undefined : refuse('not-yours')
}

/** An untriaged pin in an open walk is deleted; later it is a request that an official answers (domain.md §4.3). */
export function withdraw(
  current: Observation,
  args: WithdrawArgs,
  context: WalkContext,
): Outcome<Effects> {
  const reason = checkText(args.reason)
  if (!reason.ok) return reason
  const isOfficial = context.actor.kind !== 'device'
  const isFinal = isOfficial || (isUntriaged(current.status) && context.phase !== 'closed')
  const observation: Observation = {
    ...withoutWithdrawal(current),
    isWithdrawn: isFinal,
    wantsWithdrawal: !isFinal,
    ...(isAuthor(context.actor, current) ? { withdrawnByAuthor: true } : {}),
    updatedAt: context.receivedAt,
  }
  const kind = isFinal ? 'withdrawn' : 'withdrawal-requested'
  const data = reason.value ? { reason: reason.value } : {}
  return changed('observation', observation, { kind, data })
}

export function authoriseRestoring(
  current: Observation,
  _args: RestoreArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  const audience = audienceOf(current)
  if (!isAuthor(actor, audience)) return refuse('not-yours')
  const isOthers = current.isWithdrawn && !current.withdrawnByAuthor
  return isOthers ? refuse('observation-withdrawn') : undefined
}

/**
 * The author's own withdrawal is taken back, with everything that came to the pin before and since; also after the walk was closed, since
 * nothing is added. What somebody else has withdrawn stays withdrawn. Restoring what stands changes nothing, so a repeated press is no mistake.
 */
export function restore(
  current: Observation,
  _args: RestoreArgs,
  context: WalkContext,
): Outcome<Effects> {
  const observation = { ...withoutWithdrawal(current), updatedAt: context.receivedAt }
  return changed('observation', observation, { kind: 'restored', data: {} })
}

function withoutWithdrawal(current: Observation): Observation {
  const { withdrawnByAuthor: _, ...rest } = current
  return { ...rest, isWithdrawn: false, wantsWithdrawal: false }
}
