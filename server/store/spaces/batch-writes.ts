import { sql, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { eventParts, type SpaceEvents } from './event-store.ts'
import type { SpaceKey } from './feed-store.ts'
import { answerParts, clientSeqParts, type SpaceAnswers } from './mutation-ledger.ts'
import { observationParts, type SpaceObservations } from '../observations/observation-store.ts'
import { parkedParts, type SpaceParked } from './parked-mutations.ts'
import { announcedParts, type NewPhoto } from '../photos/photo-store.ts'
import { ask, type Question } from '../database/question.ts'
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
  if (writing) await ask(tx, writing)
}

/** What one author's mutations leave in one space. */
export interface AnsweredChanges extends Changes, SpaceAnswers, SpaceParked {
  space: SpaceAnswers['space']
  photos: readonly NewPhoto[]
  /** Highest running number that the phone has sent; null for accounts and replays. */
  highestSeq: number | null
}

/**
 * The same for several spaces of one municipality, each with the answers to its mutations and what these put aside or announce; null when
 * all of that is nothing. Fails when an id was taken meanwhile, which only a push to another space can have done: the lock is one of each
 * space. NOTE: the statement itself must fail then, since with `isLast` it is the end of its transaction.
 */
export function answeredWriting(
  municipalityId: Uuid,
  spaces: readonly AnsweredChanges[],
  { isLast }: { isLast: boolean },
): Question<void> | null {
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
  const count = spaces.reduce((sum, { answers }) => sum + answers.length, 0)
  // Divides by zero when an answer is missing.
  const isWhole = sql`1 / (select (count(*) = ${count})::int from answered)`
  return partsAsOne(parts, { isLast, ...(count > 0 && { check: isWhole }) })
}

const isOfPhone = (changes: AnsweredChanges): changes is AnsweredChanges & { highestSeq: number } =>
  changes.highestSeq !== null

const changeParts = (municipalityId: Uuid, spaces: readonly Changes[]): StatementPart[] => [
  ...observationParts(municipalityId, spaces),
  ...eventParts(municipalityId, spaces),
]
