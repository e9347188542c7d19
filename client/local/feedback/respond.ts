import type { Observation } from '../../../shared/observation/observation.ts'
import type { Outcome } from '../../../shared/problem.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import type { Subject } from '../capture/capture-change.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import { replaySeenToo, seeToo, type Seeing } from '../seen/see-too.ts'
import { giveFeedback, replayFeedback, type Feedback } from './give-feedback.ts'

/** What a person says of a pin that is there already. */
export type PinResponse = Seeing | Feedback

export const respond = (subject: Subject, response: PinResponse): Promise<Outcome<void>> =>
  'sees' in response ? seeToo(subject, response) : giveFeedback(subject, response)

/** Returns a pin after this phone's person has responded to it. */
export const replayResponses = (
  current: Observation,
  entry: OutboxEntry,
  context: WalkContext,
): Observation => replayFeedback(replaySeenToo(current, entry, context), entry, context)
