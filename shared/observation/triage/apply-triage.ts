import { problemsOfText } from '../check-text.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import { isStep, mayStep } from '../observation-status.ts'
import { planAfter } from '../promises/plan-after.ts'
import { hasEnded } from '../promises/planned-month.ts'
import { audienceOf, type Answer, type Observation } from '../observation.ts'
import { refuse, refuseAll, type Outcome, type Problem, type ProblemCode } from '../../problem.ts'
import { answeringParty } from './answering-party.ts'
import { lacksDate } from './apply-assigning.ts'
import { canBeOriginal } from './can-be-original.ts'
import { followedUp, usualFollowUp, type FollowUp } from './follow-up.ts'
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
  const refusal = refuseAll(problemsWithStep(current, args, context))
  if (refusal) return refusal
  const isForwarded = args.status === 'forwarded'
  const followUp = isForwarded ? { followUp: usualFollowUp(current, context) } : {}
  return withStatus(current, { ...args, ...followUp }, context)
}

/** Returns what a step that nothing speaks against makes of a finding. */
export function withStatus(
  current: Observation,
  { followUp, ...args }: StatusArgs & { followUp?: FollowUp },
  context: WalkContext,
): Outcome<Effects> {
  // A later decision stands: taking a link back must not undo it.
  const { beforeLink: _link, ...kept } = current
  const observation: Observation = {
    ...kept,
    status: args.status,
    answer: answerOf(current, args, context),
    ...promisesAfter(current, args, context),
    ...(followUp ? followedUp(current, { ...followUp, reason: args.text ?? '' }, context) : {}),
    updatedAt: context.receivedAt,
  }
  const { observationId: _, base, ...data } = args
  return changed('observation', observation, {
    kind: 'status-set',
    data: { from: base, ...data, ...followUp },
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

const problemsWithMonth = (
  { plannedFor }: StatusArgs,
  { today }: WalkContext,
): readonly Problem[] =>
  plannedFor !== undefined && hasEnded(plannedFor, today) ? [{ code: 'month-ended' }] : []

/**
 * The main observation must be one that the person can see, on a phone of the same walk, and no duplicate itself: so a
 * chain of links always ends.
 */
function problemsWithOriginal(
  { status, duplicateOf: id }: StatusArgs,
  { actor, walkId, find }: WalkContext,
): readonly Problem[] {
  if (status !== 'duplicate' || id === undefined || !find) return []
  const original = find('observation', id)
  const isFit =
    original !== undefined &&
    (actor.kind !== 'device' || original.walkId === walkId) &&
    canBeOriginal(original) &&
    maySee(actor, audienceOf(original))
  return isFit ? [] : [{ code: 'needs-original' }]
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

/** Everything that is missing or wrong, in the order of the form. */
export const problemsWithStep = (
  current: Observation,
  args: StatusArgs,
  context: WalkContext,
): readonly Problem[] => [
  ...missingForStep(current, args).map((code) => ({ code })),
  ...problemsWithMonth(args, context),
  ...problemsWithOriginal(args, context),
  ...problemsOfText(args.recipient, 'recipient'),
  ...problemsOfText(args.reference, 'reference'),
  ...problemsOfText(args.text),
]

/** The column "Needs" of domain.md §9. */
function missingForStep(current: Observation, args: StatusArgs): ProblemCode[] {
  const needsText = unless(args.text?.trim(), 'needs-text')
  switch (args.status) {
    case 'needs-info':
    case 'reopened':
      return needsText
    case 'assigned':
      return [
        ...unless(current.partyIds.length > 0, 'needs-party'),
        ...unless(!lacksDate(current.severity, current.dueOn), 'needs-date'),
      ]
    case 'planned':
      return unless(args.plannedFor !== undefined, 'needs-date')
    case 'done':
    case 'verified':
      return unless(args.on !== undefined && isCalendarDay(args.on), 'needs-date')
    case 'declined':
      return [...unless(args.reason, 'needs-reason'), ...needsText]
    case 'forwarded':
      return unless(args.recipient?.trim(), 'needs-recipient')
    case 'duplicate':
      return unless(args.duplicateOf && args.duplicateOf !== current.id, 'needs-original')
    default:
      return []
  }
}

const unless = (isThere: unknown, code: ProblemCode): ProblemCode[] => (isThere ? [] : [code])
