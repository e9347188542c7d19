import { sql, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { eventParts, type SpaceEvents } from './event-store.ts'
import type { SpaceKey } from './feed-store.ts'
import { answerParts, clientSeqParts, type SpaceAnswers } from './mutation-ledger.ts'
import { observationParts, type SpaceObservations } from '../observations/observation-store.ts'
import { parkedParts, type SpaceParked } from './parked-mutations.ts'
import { announcedParts, type NewPhoto } from '../photos/photo-store.ts'
import type { Query } from '../database/query.ts'
import type { Database } from '../database/schema.ts'
import { partsAsOne, type StatementPart } from '../database/statement-parts.ts'

export type Changes = SpaceObservations & SpaceEvents

/** Writes observations, their feed rows and their history in one statement; needs the space lock. */
export async function writeChanges(
  tx: Transaction<Database>,
  space: SpaceKey,
  changes: Omit<Changes, 'space'>,
): Promise<void> {
  const writing = partsAsOne(changeParts(space.municipalityId, [{ space, ...changes }]))
  if (writing) await writing.execute(tx)
}

/** What one author's mutations leave in one space. */
export interface AnsweredChanges extends Changes, SpaceAnswers, SpaceParked {
  space: SpaceAnswers['space']
  photos: readonly NewPhoto[]
  /** Highest running number that the phone has sent; null for accounts and replays. */
  highestSeq: number | null
}

/**
 * The same with the answers to mutations and what these put aside or announce; returns null when there is nothing to write. The query
 * returns how many answers it recorded: fewer than given when a push to another space has used an id meanwhile.
 */
export function answeredWriting(
  municipalityId: Uuid,
  spaces: readonly AnsweredChanges[],
): Query<number> | null {
  const parts = [
    ...answerParts(municipalityId, spaces),
    ...changeParts(municipalityId, spaces),
    ...parkedParts(municipalityId, spaces),
    ...announcedParts(
      municipalityId,
      spaces.flatMap(({ photos }) => photos),
    ),
    ...clientSeqParts(municipalityId, spaces.filter(isOfPhone)),
  ]
  const statement = partsAsOne(
    parts,
    hasAnswers(spaces) ? sql`(select count(*)::int from answered)` : sql`0`,
  )
  return statement && { statement, read: (rows) => (rows[0] as { result: number }).result }
}

const hasAnswers = (spaces: readonly AnsweredChanges[]): boolean =>
  spaces.some(({ answers }) => answers.length > 0)

const isOfPhone = (changes: AnsweredChanges): changes is AnsweredChanges & { highestSeq: number } =>
  changes.highestSeq !== null

const changeParts = (municipalityId: Uuid, spaces: readonly Changes[]): StatementPart[] => [
  ...observationParts(municipalityId, spaces),
  ...eventParts(municipalityId, spaces),
]
