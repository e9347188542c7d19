import type { Uuid } from '../identifiers.ts'
import type { Timestamp } from '../timestamps.ts'

/** What may be answered to an invitation. `from-home`: the person puts marks on the map and does not walk along. */
export const replyAnswers = ['coming', 'not-coming', 'from-home'] as const
export type ReplyAnswer = (typeof replyAnswers)[number]

/** What whoever comes needs. */
export interface ReplyNeeds {
  wheelchair: boolean
  /** The language of the interpreter; null for whoever needs none. */
  interpreter: string | null
  /** Something else, in a few words. */
  other: string
}

export interface ReplyWords extends ReplyNeeds {
  answer: ReplyAnswer
}

/** An answer to the invitation to a walk (domain.md §3.3, phase 2), by somebody without an account. There is no name in it. */
export interface WalkReply extends ReplyWords {
  id: Uuid
  walkId: Uuid
  repliedAt: Timestamp
  /** SHA-256 of the secret that the browser keeps, hexadecimal. It leaves the server for nobody. */
  linkHash: string
}

/** What those who plan a walk read: how many, and what is needed, but not who. */
export interface ReplySummary {
  counts: Record<ReplyAnswer, number>
  /** Of those who come and need something; a page of them at most. */
  needs: ReplyNeeds[]
  hasMore: boolean
}

/** An answer as it is kept: only whoever comes needs something. */
export const tidyReply = ({ answer, wheelchair, interpreter, other }: ReplyWords): ReplyWords =>
  answer === 'coming'
    ? { answer, wheelchair, interpreter: interpreter?.trim() ?? null, other: other.trim() }
    : { answer, wheelchair: false, interpreter: null, other: '' }
