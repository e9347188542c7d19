import type { Transaction } from 'kysely'
import type { MutationEnvelope } from '../../../shared/sync/mutation.ts'
import { hashMutation } from './hash-mutation.ts'
import { isTransient } from '../../store/database/database.ts'
import type { BatchReads } from '../../store/spaces/batch-reads.ts'
import type { AuthoredSpace } from '../../store/spaces/mutation-ledger.ts'
import { inSavepoint } from '../../store/database/savepoint.ts'
import type { Database } from '../../store/database/schema.ts'
import { loadBatchState, stateOf, type BatchState } from './batch-state.ts'
import { judgeMutations, park, type Judgement, type Judging } from './judge-mutations.ts'
import { answerOf } from './mutation-answers.ts'
import { writeBatch } from './write-batch.ts'

/** A batch in one locked space; `head` moves on as its parts are written. */
export interface Batch {
  space: AuthoredSpace
  head: bigint
  judging: Judging
  /** What the mutations name, for `applyTogether`. One by one, each is looked up when its turn comes. */
  named: BatchReads
  /** Highest running number of a phone's push. */
  highestSeq?: number
  /** The transaction may end with what `applyTogether` writes last. */
  isLast?: boolean
  /** Hears of each mutation that failed unexpectedly. */
  report: (error: unknown, mutation: MutationEnvelope) => void
}

/** Something unexpected was thrown while a batch was applied together; nothing of its transaction may be kept. */
export class BatchFailedError extends Error {
  override name = 'BatchFailedError'
}

/**
 * Judges and writes a batch as a whole. When something unexpected is thrown, the caller rolls all of it back and has it done again one by
 * one (docs/adr/0007): `BatchFailedError`. A transient error of the store is thrown as it is: nothing may then be kept.
 */
export async function applyTogether(
  tx: Transaction<Database>,
  envelopes: readonly MutationEnvelope[],
  batch: Batch,
): Promise<Judgement[]> {
  try {
    const { space, head, named } = batch
    const state = await stateOf(tx, { ...space, head }, named)
    return await judgeAndWrite(tx, { envelopes, state }, batch)
  } catch (error) {
    return failBatch(error)
  }
}

/** Throws what makes the caller try one by one, unless the store itself failed for a moment. */
export function failBatch(error: unknown): never {
  if (isTransient(error)) throw error
  throw new BatchFailedError('A batch could not be applied together', { cause: error })
}

async function judgeAndWrite(
  tx: Transaction<Database>,
  { envelopes, state }: { envelopes: readonly MutationEnvelope[]; state: BatchState },
  batch: Batch,
): Promise<Judgement[]> {
  const judgements = judgeMutations(envelopes, state, batch.judging)
  await writeBatch(tx, { judgements, state }, batch)
  batch.head = state.head
  return judgements
}

/** Each mutation under a savepoint of its own; those that throw are parked with their raw text. */
export async function applyOneByOne(
  tx: Transaction<Database>,
  envelopes: readonly MutationEnvelope[],
  batch: Batch,
): Promise<Judgement[]> {
  const judgements: Judgement[] = []
  for (const envelope of envelopes) {
    try {
      judgements.push(...(await inSavepoint(tx, () => applyAlone(tx, envelope, batch))))
    } catch (error) {
      if (isTransient(error)) throw error
      batch.report(error, envelope)
      judgements.push(await inSavepoint(tx, () => parkFailed(tx, { envelope, error }, batch)))
    }
  }
  return judgements
}

async function applyAlone(
  tx: Transaction<Database>,
  envelope: MutationEnvelope,
  batch: Batch,
): Promise<Judgement[]> {
  const state = await loadBatchState(tx, { ...batch.space, head: batch.head }, [envelope])
  return judgeAndWrite(tx, { envelopes: [envelope], state }, batch)
}

/** A repeat of something answered before never gets here with an error, except when its id was taken a moment ago. */
async function parkFailed(
  tx: Transaction<Database>,
  { envelope, error }: { envelope: MutationEnvelope; error: unknown },
  batch: Batch,
): Promise<Judgement> {
  const state = await loadBatchState(tx, { ...batch.space, head: batch.head }, [envelope])
  const hash = hashMutation(envelope, batch.space.spaceId)
  if (!hash || state.answers.has(envelope.id)) {
    return judgeMutations([envelope], state, batch.judging)[0] as Judgement
  }
  const judgement = park(envelope, `error: ${describeError(error)}`)
  const answer = answerOf(envelope, { hash, result: judgement.result })
  await writeBatch(tx, { judgements: [{ ...judgement, answer }], state }, batch)
  return judgement
}

/** For an operator: what kind of error, without NUL or lone surrogates, which text columns cannot hold. */
export const describeError = (error: unknown): string =>
  String(error instanceof Error ? `${error.name}: ${error.message}` : error)
    .toWellFormed()
    .replaceAll('\u0000', '')
    .slice(0, 500)
