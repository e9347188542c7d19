import { sql, type Transaction } from 'kysely'
import type { Timestamp } from '../../shared/timestamps.ts'
import { eventParts, type NewEvent } from './event-store.ts'
import type { SpaceKey } from './feed-store.ts'
import {
  answerParts,
  clientSeqPart,
  type AuthoredSpace,
  type NewAnswer,
} from './mutation-ledger.ts'
import { observationParts, type ChangedObservation } from './observation-store.ts'
import type { Database } from './schema.ts'
import { runParts } from './statement-parts.ts'

export interface Changes {
  changed: readonly ChangedObservation[]
  /** Of the space, after the changes. */
  head: bigint
  events: readonly NewEvent[]
  receivedAt: Timestamp
}

/** Writes observations, their feed rows and their history in one statement; needs the space lock. */
export async function writeChanges(
  tx: Transaction<Database>,
  space: SpaceKey,
  changes: Changes,
): Promise<void> {
  await runParts(tx, changeParts(space, changes))
}

export interface AnsweredChanges extends Changes {
  answers: readonly NewAnswer[]
  /** Highest running number that the phone has sent; null for accounts and replays. */
  highestSeq: number | null
  /** Nothing comes after it in its transaction, which ends with it. */
  isLast: boolean
}

/**
 * The same with the answers to the mutations. Throws when an id was taken meanwhile, which only a push to another space can have done:
 * the lock is one of each space. NOTE: the statement itself must fail then, since it may be the end of its transaction.
 */
export async function writeAnswered(
  tx: Transaction<Database>,
  space: AuthoredSpace,
  { answers, highestSeq, isLast, ...changes }: AnsweredChanges,
): Promise<void> {
  const parts = [
    ...answerParts(space, answers),
    ...changeParts(space, changes),
    ...(highestSeq === null ? [] : [clientSeqPart(space, highestSeq, answers)]),
  ]
  // Divides by zero when an answer is missing.
  const isWhole = sql`1 / (select (count(*) = ${answers.length})::int from answered)`
  await runParts(tx, parts, { isLast, ...(answers.length > 0 && { check: isWhole }) })
}

const changeParts = (space: SpaceKey, { changed, head, events, receivedAt }: Changes) => [
  ...observationParts(space, { changed, head }),
  ...eventParts(space, { events, receivedAt }),
]
