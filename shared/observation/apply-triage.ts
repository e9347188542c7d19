import type { Severity } from './categories.ts'
import { checkText } from './check-text.ts'
import { flagIfWithdrawn, type Applied, type MutationContext } from '../sync/mutation-context.ts'
import type { MutationArgs } from '../sync/mutation.ts'
import { assignMoves, isStep, mayStep } from './observation-status.ts'
import { audienceOf, type Answer, type Observation } from './observation.ts'
import { refuse, succeed, type Outcome } from '../problem.ts'
import { mayAssign, mayComment, mayReadInternal, maySee } from '../access/roles.ts'
import { isCalendarDay } from '../timestamps.ts'

type StatusArgs = MutationArgs<'observation.set-status@1'>
type AssignArgs = MutationArgs<'observation.assign@1'>
type CommentArgs = MutationArgs<'observation.comment@1'>

/** One step of the transition table of domain.md §9, with what that step needs. */
export function setStatus(
  current: Observation,
  args: StatusArgs,
  context: MutationContext,
): Outcome<Applied> {
  const audience = audienceOf(current)
  if (!maySee(context.actor, audience)) return refuse('observation-missing')
  if (current.isWithdrawn) return refuse('observation-withdrawn')
  if (args.base !== current.status) return refuse('stale', { status: current.status })
  const step = { from: current.status, to: args.status }
  if (!isStep(step.from, step.to)) return refuse('status-step', { status: current.status })
  if (!mayStep(context.actor, audience, step)) return refuse('not-allowed')
  const problem = missingForStep(current, args)
  if (problem) return problem
  const observation: Observation = {
    ...current,
    status: args.status,
    answer: answerOf(args, context),
    updatedAt: context.receivedAt,
  }
  const { observationId: _, base, ...data } = args
  return succeed({ observation, event: { kind: 'status-set', data: { from: base, ...data } } })
}

/** Parties sign their answers; a walker who confirms one is not named to the others (domain.md §13.10). */
function answerOf(args: StatusArgs, { actor, actorName, now }: MutationContext): Answer {
  const { observationId: _, base: __, status, text, ...details } = args
  const signed = actor.kind === 'account' ? { by: actorName } : { by: '', byRole: actor.role }
  return { ...details, status, text: text ?? '', at: now, ...signed }
}

/** The column "Needs" of domain.md §9. */
function missingForStep(current: Observation, args: StatusArgs): Outcome<never> | undefined {
  const text = checkText(args.text)
  if (!text.ok) return text
  const others = [checkText(args.recipient, 'recipient'), checkText(args.reference, 'reference')]
  const unreadable = others.find((outcome) => !outcome.ok)
  if (unreadable && !unreadable.ok) return unreadable
  const hasText = text.value.trim() !== ''
  switch (args.status) {
    case 'needs-info':
    case 'reopened':
      return hasText ? undefined : refuse('needs-text')
    case 'assigned':
      if (current.partyIds.length === 0) return refuse('needs-party')
      return lacksDate(current.severity, current.dueOn) ? refuse('needs-date') : undefined
    case 'planned':
      return args.plannedFor === undefined ? refuse('needs-date') : undefined
    case 'done':
    case 'verified':
      return args.on !== undefined && isCalendarDay(args.on) ? undefined : refuse('needs-date')
    case 'declined':
      if (args.reason === undefined) return refuse('needs-reason')
      return hasText ? undefined : refuse('needs-text')
    case 'forwarded':
      return args.recipient?.trim() ? undefined : refuse('needs-recipient')
    case 'duplicate':
      return args.duplicateOf !== undefined && args.duplicateOf !== current.id
        ? undefined
        : refuse('needs-original')
    default:
      return undefined
  }
}

/** A deadline is what makes an answer come; only positive places may do without one. */
const lacksDate = (severity: Severity, dueOn: string | null): boolean =>
  dueOn === null && severity > 0

/** Gives an observation its parties and its date; an untriaged one becomes `assigned`. */
export function assign(
  current: Observation,
  args: AssignArgs,
  context: MutationContext,
): Outcome<Applied> {
  if (!maySee(context.actor, audienceOf(current))) return refuse('observation-missing')
  if (current.isWithdrawn) return refuse('observation-withdrawn')
  if (!mayAssign(context.actor)) return refuse('not-allowed')
  const isStale =
    args.base.dueOn !== current.dueOn ||
    args.base.partyIds.join('\n') !== current.partyIds.join('\n')
  if (isStale) return refuse('stale', { parties: current.partyIds.join(', ') })
  const unknown = args.partyIds.find((partyId) => !context.partyIds.includes(partyId))
  if (unknown !== undefined) return refuse('unknown-party', { party: unknown })
  if (args.partyIds.length === 0) return refuse('needs-party')
  if (args.dueOn !== null && !isCalendarDay(args.dueOn)) return refuse('needs-date')
  if (lacksDate(current.severity, args.dueOn)) return refuse('needs-date')
  const observation: Observation = {
    ...current,
    partyIds: [...new Set(args.partyIds)],
    dueOn: args.dueOn,
    status: assignMoves(current.status) ? 'assigned' : current.status,
    updatedAt: context.receivedAt,
  }
  return succeed({
    observation,
    event: {
      kind: 'assigned',
      data: { from: assignmentOf(current), ...assignmentOf(observation) },
    },
  })
}

const assignmentOf = ({ partyIds, dueOn, status }: Observation) => ({ partyIds, dueOn, status })

export function comment(
  current: Observation,
  args: CommentArgs,
  context: MutationContext,
): Outcome<Applied> {
  const audience = audienceOf(current)
  if (!maySee(context.actor, audience)) return refuse('observation-missing')
  const isInternal = args.audience === 'internal'
  if (!mayComment(context.actor, audience)) return refuse('not-allowed')
  if (isInternal && !mayReadInternal(context.actor)) return refuse('not-allowed')
  const text = checkText(args.text)
  if (!text.ok) return text
  if (text.value.trim() === '') return refuse('needs-text')
  // The same comment under a second mutation id, e.g. sent again by hand: one is enough.
  if (current.comments.some(({ id }) => id === args.commentId)) return refuse('stale')
  const observation: Observation = {
    ...current,
    comments: [
      ...current.comments,
      {
        id: args.commentId,
        audience: args.audience,
        text: text.value,
        by: context.actorName,
        at: context.now,
        ...(context.actor.kind === 'device'
          ? { byRole: context.actor.role, authorClientId: context.actor.clientId }
          : {}),
      },
    ],
    updatedAt: context.receivedAt,
  }
  const data = {
    commentId: args.commentId,
    audience: args.audience,
    ...flagIfWithdrawn(current),
  }
  return succeed({ observation, event: { kind: 'commented', data } })
}
