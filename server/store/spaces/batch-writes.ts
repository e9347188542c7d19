import { sql, type Transaction } from 'kysely'
import { eventParts, type SpaceEvents } from './event-store.ts'
import type { SpaceKey } from './feed-store.ts'
import {
  answerParts,
  clientSeqParts,
  type CountedPhone,
  type SpaceAnswers,
} from './mutation-ledger.ts'
import { parkedParts, type SpaceParked } from './parked-mutations.ts'
import { subjectParts, type SpaceChanges } from './subject-writers.ts'
import { messageParts, type NewMessage } from '../messages/write-messages.ts'
import { announcedParts, type NewPhoto } from '../photos/photo-store.ts'
import type { Query } from '../database/query.ts'
import type { Database } from '../database/schema.ts'
import { partsAsOne } from '../database/statement-parts.ts'

export type Changes = SpaceChanges & SpaceEvents

/** Writes subjects, their feed rows and their history in one statement; needs the space lock. */
export async function writeChanges(
  tx: Transaction<Database>,
  space: SpaceKey,
  changes: Omit<Changes, 'space'>,
): Promise<void> {
  const whole = { space, ...changes }
  const writing = partsAsOne([...subjectParts(whole), ...eventParts(whole)])
  if (writing) await writing.execute(tx)
}

/** What one author's mutations write in one space. */
export interface AnsweredChanges extends SpaceChanges, SpaceEvents, SpaceAnswers, SpaceParked {
  space: SpaceAnswers['space']
  photos: readonly NewPhoto[]
  /** E-mails that the mutations cause. */
  messages: readonly NewMessage[]
  /** Null for accounts and replays. */
  counted: CountedPhone | null
}

/**
 * Like `writeChanges`, with the answers to mutations and what these park or announce; returns null when there is nothing to write. The
 * query returns how many answers it recorded: fewer than given when a push to another space has used an id meanwhile.
 */
export function answeredWriting(changes: AnsweredChanges): Query<number> | null {
  const { space, answers, photos, messages, counted, receivedAt } = changes
  const { municipalityId } = space
  const parts = [
    ...answerParts(changes),
    ...subjectParts(changes),
    ...eventParts(changes),
    ...parkedParts(changes),
    ...announcedParts(municipalityId, photos),
    ...messageParts({ municipalityId, now: Date.parse(receivedAt) }, messages),
    ...(counted === null ? [] : clientSeqParts({ ...changes, counted })),
  ]
  const recorded = answers.length > 0 ? sql`(select count(*)::int from answered)` : sql`0`
  const statement = partsAsOne(parts, recorded)
  return statement && { statement, read: (rows) => (rows[0] as { result: number }).result }
}
