import { isAuthor, mayRespond } from '../../access/permissions.ts'
import { refuse, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { bodyAfter, changed, type Effects } from '../../sync/subject.ts'
import { comment } from '../apply-comment.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import { statusFamily, type ObservationStatus } from '../observation-status.ts'
import { audienceOf, type Comment, type Observation } from '../observation.ts'

type FeedbackArgs = ObservationArgs<'observation.answer-question@1' | 'observation.not-solved@1'>

export function authoriseAnswer(
  current: Observation,
  _args: FeedbackArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  const isAllowed = isAuthor(actor, current) && mayRespond(actor, audienceOf(current))
  return isAllowed ? undefined : refuse('not-allowed')
}

export function authoriseNotSolved(
  current: Observation,
  _args: FeedbackArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined {
  return mayRespond(actor, audienceOf(current)) ? undefined : refuse('not-allowed')
}

/**
 * Keeps the author's answer in the conversation and ends the wait for it: the finding is its party's again (`assigned`), or the
 * coordinator's while it has none (`reviewed`). An answer to a question that no longer stands only joins the conversation.
 */
export function answerQuestion(
  current: Observation,
  args: FeedbackArgs,
  context: WalkContext,
): Outcome<Effects> {
  const isAsked = current.status === 'needs-info' && isAboutAnswer(current, args)
  const next = current.partyIds.length > 0 ? 'assigned' : 'reviewed'
  return withFeedback({ current, args, context }, 'question', isAsked ? next : undefined)
}

/**
 * Keeps the reason in the conversation and reopens what is called done, once for each time it was called done: who says the same of a
 * finding that is open again, or of work older than the last answer, only adds to the conversation. That somebody has confirmed the
 * work in the meantime does not answer the reason.
 */
export function sayNotSolved(
  current: Observation,
  args: FeedbackArgs,
  context: WalkContext,
): Outcome<Effects> {
  const isDone = statusFamily(current.status) === 'solved'
  const isMeant = isDone && (isAboutAnswer(current, args) || current.status === 'verified')
  return withFeedback({ current, args, context }, 'not-solved', isMeant ? 'reopened' : undefined)
}

const isAboutAnswer = ({ answer }: Observation, { answeredAt }: FeedbackArgs): boolean =>
  (answer?.at ?? null) === answeredAt

interface Given {
  current: Observation
  args: FeedbackArgs
  context: WalkContext
}

/** The text becomes a public comment, by the rules of comments. What is withdrawn keeps its status. */
function withFeedback(
  { current, args, context }: Given,
  about: NonNullable<Comment['about']>,
  next: ObservationStatus | undefined,
): Outcome<Effects> {
  const { observationId, commentId, text } = args
  const outcome = comment(current, { observationId, commentId, text, audience: 'public' }, context)
  if (!outcome.ok) return outcome
  const [change] = outcome.value
  const commented = bodyAfter(outcome.value, { kind: 'observation', id: current.id })
  if (!change || !commented) return outcome
  const comments = commented.comments.map((one) => (one.id === commentId ? { ...one, about } : one))
  const body: Observation = { ...commented, comments }
  const [event] = change.events
  if (event && (next === undefined || current.isWithdrawn)) {
    return changed('observation', body, event)
  }
  const status = next ?? current.status
  return changed(
    'observation',
    { ...body, status, ...(status === 'assigned' ? { heldSince: context.now } : {}) },
    { kind: 'status-set', data: { from: current.status, status, commentId } },
  )
}
