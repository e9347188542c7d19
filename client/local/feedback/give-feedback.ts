import { feedbackSchemas } from '../../../shared/observation/feedback/mutation-schemas.ts'
import { applyFeedback, type FeedbackName } from '../../../shared/observation/feedback/mutations.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { ObservationMutation } from '../../../shared/observation/mutation-schemas.ts'
import { succeed, type Outcome } from '../../../shared/problem.ts'
import type { PlainSchema } from '../../../shared/sync/check-schema.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import { bodyAfter } from '../../../shared/sync/subject.ts'
import type { Subject } from '../capture/capture-change.ts'
import { argsOf, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { appendEntry } from '../outbox/outbox-writes.ts'
import { makeId } from '../phone/phone-environment.ts'
import { withAuthor } from '../pins/observation-view.ts'
import { mutationContext } from '../walks/walk-memory.ts'
import { writeResponse } from './write-response.ts'

const names = {
  'answer-question': 'observation.answer-question@1',
  'not-solved': 'observation.not-solved@1',
} as const satisfies Record<string, FeedbackName>

/** An answer to a question about a pin, or the reason why it is not solved. */
export interface Feedback {
  kind: keyof typeof names
  text: string
}

const schemas = feedbackSchemas as unknown as Readonly<Record<FeedbackName, PlainSchema>>

/** Appends what the person says of the answer that they see, after the rules have accepted it. */
export async function giveFeedback(
  subject: Subject,
  { kind, text }: Feedback,
): Promise<Outcome<void>> {
  const { context, seen, frame, stamp } = subject
  const commentId = makeId(context.environment)
  const answeredAt = seen.answer?.at ?? null
  const name = names[kind]
  const mutation = { name, args: { observationId: seen.id, commentId, answeredAt, text } }
  const rules = mutationContext(frame, stamp.capturedAt)
  const judged = applyFeedback(withAuthor(seen, frame), mutation, rules)
  if (!judged.ok) return judged
  return writeResponse(subject, async (transaction) => {
    const work = { ...mutation, space: seen.walkId, stamp, seen, schema: schemas[name] }
    const entry = await appendEntry(transaction, work)
    return entry.ok ? succeed(undefined) : entry
  })
}

/** Returns a pin after this phone's person has said something of its answer; unchanged where the entry is something else. */
export function replayFeedback(
  current: Observation,
  entry: OutboxEntry,
  context: WalkContext,
): Observation {
  const name = `${entry.name}@${String(entry.v)}`
  if (entry.state === 'refused' || !Object.hasOwn(schemas, name)) return current
  const mutation = { name, args: argsOf(entry) } as ObservationMutation<FeedbackName>
  const outcome = applyFeedback(current, mutation, context)
  const body = outcome.ok && bodyAfter(outcome.value, { kind: 'observation', id: current.id })
  return body || current
}
