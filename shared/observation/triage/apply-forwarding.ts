import { mayAssign } from '../../access/permissions.ts'
import { refuse, refuseAll, type Outcome, type Problem } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import type { Effects } from '../../sync/subject.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import type { Observation } from '../observation.ts'
import { isOtherAssignment, problemsWithAssigning } from './apply-assigning.ts'
import { authoriseStatus, problemsWithStep, withStatus } from './apply-triage.ts'

type ForwardArgs = ObservationArgs<'observation.forward@1'>

const stepOf = ({ base, partyIds: _, dueOn: __, ...args }: ForwardArgs) =>
  ({ ...args, base: base.status, status: 'forwarded' }) as const

export function authoriseForwarding(
  current: Observation,
  args: ForwardArgs,
  context: WalkContext,
): Outcome<never> | undefined {
  const refusal = authoriseStatus(current, stepOf(args), context)
  if (refusal) return refusal
  const isStale = isOtherAssignment(current, args.base)
  return isStale ? refuse('stale', { parties: current.partyIds.join(', ') }) : undefined
}

/** Sends a finding on to somebody outside; a party of ours keeps an eye on it and asks after it on a day. */
export function forward(
  current: Observation,
  args: ForwardArgs,
  context: WalkContext,
): Outcome<Effects> {
  const refusal = refuseAll([
    ...problemsWithStep(current, stepOf(args), context),
    ...problemsWithAssigning(current, args, context),
    ...problemsWithHandingOn(current, args, context),
  ])
  const followUp = { partyIds: [...new Set(args.partyIds)], dueOn: args.dueOn }
  return refusal ?? withStatus(current, { ...stepOf(args), followUp }, context)
}

/** To whom a finding belongs is for the coordinator to say. */
const problemsWithHandingOn = (
  { partyIds }: Observation,
  args: ForwardArgs,
  { actor }: WalkContext,
): readonly Problem[] =>
  mayAssign(actor) || args.partyIds.join('\n') === partyIds.join('\n')
    ? []
    : [{ code: 'not-allowed' }]
