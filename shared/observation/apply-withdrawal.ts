import { checkText } from './check-text.ts'
import type { Applied, MutationContext } from '../sync/mutation-context.ts'
import type { MutationArgs } from '../sync/mutation.ts'
import { isUntriaged } from './observation-status.ts'
import { audienceOf, type Observation } from './observation.ts'
import { refuse, succeed, type Outcome } from '../problem.ts'
import { isAuthor, mayEdit, maySee } from '../access/roles.ts'

/** An untriaged pin in an open walk is deleted; later it is a request that an official answers (domain.md §4.3). */
export function withdraw(
  current: Observation,
  args: MutationArgs<'observation.withdraw@1'>,
  context: MutationContext,
): Outcome<Applied> {
  const audience = audienceOf(current)
  if (!maySee(context.actor, audience)) return refuse('observation-missing')
  if (current.isWithdrawn) return refuse('observation-withdrawn')
  if (!mayEdit(context.actor, audience)) return refuse('not-yours')
  const reason = checkText(args.reason)
  if (!reason.ok) return reason
  const isOfficial = context.actor.kind === 'account'
  const isFinal = isOfficial || (isUntriaged(current.status) && context.phase !== 'closed')
  const observation: Observation = {
    ...withoutWithdrawal(current),
    isWithdrawn: isFinal,
    wantsWithdrawal: !isFinal,
    ...(isAuthor(context.actor, audience) ? { withdrawnByAuthor: true } : {}),
    updatedAt: context.receivedAt,
  }
  const kind = isFinal ? 'withdrawn' : 'withdrawal-requested'
  return succeed({
    observation,
    event: { kind, data: reason.value ? { reason: reason.value } : {} },
  })
}

/**
 * The author's own withdrawal is taken back, with everything that came to the pin before and since; also after the walk was closed, since
 * nothing is added. What somebody else has withdrawn stays withdrawn. Restoring what stands changes nothing, so a repeated press is no mistake.
 */
export function restore(current: Observation, context: MutationContext): Outcome<Applied> {
  const audience = audienceOf(current)
  if (!maySee(context.actor, audience)) return refuse('observation-missing')
  if (!isAuthor(context.actor, audience)) return refuse('not-yours')
  if (current.isWithdrawn && !current.withdrawnByAuthor) return refuse('observation-withdrawn')
  const observation = { ...withoutWithdrawal(current), updatedAt: context.receivedAt }
  return succeed({ observation, event: { kind: 'restored', data: {} } })
}

function withoutWithdrawal(current: Observation): Observation {
  const { withdrawnByAuthor: _, ...rest } = current
  return { ...rest, isWithdrawn: false, wantsWithdrawal: false }
}
