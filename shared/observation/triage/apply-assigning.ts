import { mayAssign } from '../../access/permissions.ts'
import { refuse, refuseAll, type Outcome, type Problem } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import { isCalendarDay } from '../../timestamps.ts'
import type { Severity } from '../categories.ts'
import { problemsOfNeededText } from '../check-text.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import { assignMoves, statusFamily } from '../observation-status.ts'
import type { Observation } from '../observation.ts'
import { withMove } from '../promises/moved-date.ts'

type AssignArgs = ObservationArgs<'observation.assign@1'>
type ReasonedArgs = ObservationArgs<'observation.assign@2'>

/** A deadline is what makes an answer come; only positive places may do without one. */
export const lacksDate = (severity: Severity, dueOn: string | null): boolean =>
  dueOn === null && severity > 0

/** What is solved or closed has to be reopened first: a party for it would have nothing to do. */
export const canAssign = ({ status }: Pick<Observation, 'status'>): boolean =>
  statusFamily(status) === 'open'

export function authoriseAssigning(
  current: Observation,
  _args: AssignArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  if (current.isWithdrawn) return refuse('observation-withdrawn')
  return mayAssign(actor) ? undefined : refuse('not-allowed')
}

/** As the first version, with the reason for which a deadline moves: people were told the old one. */
export function assignWithReason(
  current: Observation,
  args: ReasonedArgs,
  context: WalkContext,
): Outcome<Effects> {
  const isMoved = current.dueOn !== null && current.dueOn !== args.dueOn
  const reason = isMoved ? (args.reason ?? '').trim() : ''
  const refusal =
    problemWithState(current, args) ??
    refuseAll([
      ...problemsWithAssigning(current, args, context),
      ...(isMoved ? problemsOfNeededText(reason, { field: 'reason' }) : []),
    ])
  return refusal ?? assigned(current, { ...args, reason }, context)
}

/** Gives an observation its parties and its date; an untriaged one becomes `assigned`. */
export const assign = (
  current: Observation,
  args: AssignArgs,
  context: WalkContext,
): Outcome<Effects> =>
  problemWithState(current, args) ??
  refuseAll(problemsWithAssigning(current, args, context)) ??
  assigned(current, { ...args, reason: '' }, context)

function problemWithState(current: Observation, args: AssignArgs): Outcome<never> | undefined {
  const { partyIds, status } = current
  if (!canAssign(current)) return refuse('status-step', { status })
  const isStale = isOtherAssignment(current, args.base)
  return isStale ? refuse('stale', { parties: partyIds.join(', ') }) : undefined
}

/** Whether somebody has changed party or date since a person saw them. */
export const isOtherAssignment = (
  { partyIds, dueOn }: Observation,
  base: AssignArgs['base'],
): boolean => base.dueOn !== dueOn || base.partyIds.join('\n') !== partyIds.join('\n')

export const problemsWithAssigning = (
  { severity }: Observation,
  { partyIds, dueOn }: Pick<AssignArgs, 'partyIds' | 'dueOn'>,
  context: WalkContext,
): readonly Problem[] => [
  ...problemsWithParties(partyIds, context),
  ...problemsWithDay(severity, dueOn),
]

function problemsWithParties(chosen: readonly string[], { partyIds }: WalkContext): Problem[] {
  if (chosen.length === 0) return [{ code: 'needs-party' }]
  const party = chosen.find((partyId) => !partyIds.includes(partyId))
  return party === undefined ? [] : [{ code: 'unknown-party', detail: { party } }]
}

function problemsWithDay(severity: Severity, dueOn: string | null): Problem[] {
  const isUnread = dueOn !== null && !isCalendarDay(dueOn)
  return isUnread || lacksDate(severity, dueOn) ? [{ code: 'needs-date' }] : []
}

function assigned(
  current: Observation,
  { partyIds, dueOn, reason }: AssignArgs & { reason: string },
  { actorName: by, now: at, receivedAt }: WalkContext,
): Outcome<Effects> {
  const parties = [...new Set(partyIds)]
  const isMoved = assignMoves(current.status)
  const isHandedOn = isMoved || parties.join('\n') !== current.partyIds.join('\n')
  const observation: Observation = {
    ...current,
    partyIds: parties,
    dueOn,
    status: isMoved ? 'assigned' : current.status,
    ...(isHandedOn ? { heldSince: at } : {}),
    ...withMove(current, { of: 'due', from: current.dueOn, to: dueOn, reason, by, at }),
    updatedAt: receivedAt,
  }
  const data = { from: assignmentOf(current), ...assignmentOf(observation) }
  return changed('observation', observation, {
    kind: 'assigned',
    data: reason === '' ? data : { ...data, text: reason },
  })
}

const assignmentOf = ({ partyIds, dueOn, status }: Observation) => ({ partyIds, dueOn, status })
