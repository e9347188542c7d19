import type { MessageChange } from '../store/messages/message-claims.ts'
import { nextTry } from './retry-pauses.ts'
import type { HandOverOutcome } from './smtp/hand-over-outcome.ts'

/** Returns where a message stands after so many tries and this outcome of the last. */
export function changeOf(outcome: HandOverOutcome, tries: number, nowMs: number): MessageChange {
  switch (outcome.state) {
    case 'handed-over':
      return { state: 'handed-over', reason: null, answer: outcome.answer }
    case 'refused':
      return { state: 'failed', reason: 'refused', answer: outcome.answer }
    case 'unknown':
      return { state: 'unknown', reason: outcome.reason }
    case 'put-off': {
      const nextTryAt = nextTry(tries, nowMs)
      const { answer } = outcome
      if (!nextTryAt) return { state: 'failed', reason: 'too-many-tries', answer }
      return { state: 'waiting', reason: 'put-off', answer, nextTryAt }
    }
  }
}
