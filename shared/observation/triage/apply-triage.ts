import { checkText } from '../check-text.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import { isStep, mayStep } from '../observation-status.ts'
import { planAfter } from '../promises/plan-after.ts'
import { hasEnded } from '../promises/planned-month.ts'
import { audienceOf, type Answer, type Observation } from '../observation.ts'
import { refuse, type Outcome } from '../../problem.ts'
import { answeringParty } from './answering-party.ts'
import { lacksDate } from './apply-assigning.ts'
import { mayReopenOwn } from './reopen-own.ts'
import { maySee } from '../../access/permissions.ts'
import type { WalkRole } from '../../access/roles.ts'
import { isCalendarDay } from '../../timestamps.ts'

type StatusArgs = ObservationArgs<'observation.set-status@1'>

/** Whether it is a step at all comes before who may take it, so that a stale screen learns what the status is now. */
export function authoriseStatus(
  current: Observation,
  { base, status }: StatusArgs,
  { actor, now }: WalkContext,
): Outcome<never> | undefined {
  const audience = audienceOf(current)
  if (current.isWithdrawn) return refuse('observation-withdrawn')
  if (base !== current.status) return refuse('stale', { status: current.status })
  const step = { from: current.status, to: status }
  if (!isStep(step.from, step.to)) return refuse('status-step', { status: current.status })
  const isOwnEnd = status === 'reopened' && mayReopenOwn(actor, { ...current, audience }, now)
  return isOwnEnd || mayStep(actor, audience, step) ? undefined : refuse('not-allowed')
}

/** One step of the transition table of domain.md §9, with what that step needs. */
export function setStatus(
  current: Observation,
  args: StatusArgs,
  context: WalkContext,
): Outcome<Effects> {
  const problem =
    missingForStep(current, args) ??
    problemWithMonth(args, context) ??
    problemWithOriginal(args, context)
  if (problem) return problem
  // A later decision stands: taking a link back must not undo it.
  const { beforeLink: _link, ...kept } = current
  const observation: Observation = {
    ...kept,
    status: args.status,
    answer: answerOf(current, args, context),
    ...promisesAfter(current, args, context),
    updatedAt: context.receivedAt,
  }
  const { observationId: _, base, ...data } = args
  return changed('observation', observation, {
    kind: 'status-set',
    data: { from: base, ...data },
  })
}

/** Being assigned begins the wait for its parties; a plan stands until there is another one, or an end. */
function promisesAfter(current: Observation, args: StatusArgs, context: WalkContext) {
  const { status, plannedFor, text = '' } = args
  return {
    ...(status === 'assigned' ? { heldSince: context.now } : {}),
    ...planAfter(current, { status, plannedFor, reason: text }, context),
  }
}

function problemWithMonth(
  { plannedFor }: StatusArgs,
  { today }: WalkContext,
): Outcome<never> | undefined {
  return plannedFor !== undefined && hasEnded(plannedFor, today) ? refuse('month-ended') : undefined
}

/**
 * The main observation must be one that the person can see, on a phone of the same walk, and no duplicate itself: so a
 * chain of links always ends.
 */
function problemWithOriginal(
  { status, duplicateOf: id }: StatusArgs,
  { actor, walkId, find }: WalkContext,
): Outcome<never> | undefined {
  if (status !== 'duplicate' || id === undefined || !find) return undefined
  const original = find('observation', id)
  const isFit =
    original !== undefined &&
    (actor.kind !== 'device' || original.walkId === walkId) &&
    !original.isWithdrawn &&
    original.status !== 'duplicate' &&
    maySee(actor, audienceOf(original))
  return isFit ? undefined : refuse('needs-original')
}

/** Parties sign their answers; a walker who confirms one is not named to the others (domain.md §13.10). */
function answerOf(
  current: Observation,
  args: StatusArgs,
  { actor, actorName, now }: WalkContext,
): Answer {
  const { observationId: _, base: __, status, text, ...details } = args
  const signed =
    actor.kind === 'device'
      ? { by: '', byRole: actor.role as WalkRole }
      : { by: actorName, ...answeringParty(actor, current) }
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
