import type { Transaction } from 'kysely'
import { applyMutation } from '../../../shared/sync/registry.ts'
import type { MutationStatus } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { ProblemCode } from '../../../shared/problem.ts'
import { hashMutation } from '../push/hash-mutation.ts'
import { findAuthor } from '../../store/spaces/author-store.ts'
import { isTransient, storeErrorOf, type Store } from '../../store/database/database.ts'
import { lockSpace } from '../../store/spaces/feed-store.ts'
import {
  listParked,
  noteFailedReplay,
  resolveParked,
  type ParkedMutation,
} from '../../store/spaces/parked-mutations.ts'
import { run } from '../../store/database/query.ts'
import type { Database } from '../../store/database/schema.ts'
import { openSpace } from '../../store/spaces/space-store.ts'
import { readMutations } from '../push/read-mutation.ts'
import { spaceRulesOf } from '../../store/spaces/space-rules.ts'
import { loadBatchState } from '../push/batch-state.ts'
import { describeError } from '../push/park-failed.ts'
import { judgeMutations } from '../push/judge-mutations.ts'
import { judgingOf } from '../push/judging.ts'
import { writeBatch } from '../push/write-batch.ts'

export interface ReplayedMutation {
  mutationId: Uuid
  /** `parked`: it failed again, or nothing was left to do. */
  status: MutationStatus
  code?: ProblemCode
  /** What failed, for the operator. */
  error?: string
}

export interface ReplayOptions {
  /** Milliseconds since 1970 UTC. */
  now?: number
  apply?: typeof applyMutation
}

/**
 * Applies parked mutations, oldest first, each in a transaction of its own and with its author's rights; all of them or the ids named.
 * Each takes effect at most once: its ledger entry turns from parked to applied or refused in the same transaction, and one that throws
 * again stays parked (sync.md E1).
 */
export async function replayParked(
  store: Store,
  ids?: readonly Uuid[],
  { now = Date.now(), apply = applyMutation }: ReplayOptions = {},
): Promise<ReplayedMutation[]> {
  const outcomes: ReplayedMutation[] = []
  for (const parked of await listParked(store, ids)) {
    outcomes.push(await replayOne(store, parked, { now, apply }))
  }
  return outcomes
}

async function replayOne(
  store: Store,
  parked: ParkedMutation,
  options: Required<ReplayOptions>,
): Promise<ReplayedMutation> {
  const { mutationId } = parked
  try {
    return await store.db.transaction().execute((tx) => replayUnderLock(tx, parked, options))
  } catch (error) {
    if (isTransient(error)) throw storeErrorOf(error)
    const text = describeError(error)
    await noteFailedReplay(store, parked, `error: ${text}`)
    return { mutationId, status: 'parked', error: text }
  }
}

async function replayUnderLock(
  tx: Transaction<Database>,
  parked: ParkedMutation,
  { now, apply }: Required<ReplayOptions>,
): Promise<ReplayedMutation> {
  const { mutationId, spaceId } = parked
  const locked = await lockSpace(tx, parked)
  if (!(await resolveParked(tx, parked, { now }))) return { mutationId, status: 'parked' }
  const head = locked ?? (await openSpace(tx, parked))
  const [rules, author] = [await run(tx, spaceRulesOf(parked)), await findAuthor(tx, parked)]
  if (head === undefined || !rules) throw new Error('The space is gone')
  if (!author) throw new Error('The author is gone')
  const envelope = JSON.parse(parked.envelope) as MutationEnvelope
  const pushed = readMutations([envelope])
  const state = await loadBatchState(tx, { ...parked, head }, pushed)
  forgetParkedAnswer(state.answers, envelope, spaceId)
  const judging = judgingOf({ rules, author, space: parked, now, apply })
  const judgements = judgeMutations(pushed, state, { ...judging, parkLate: false })
  const isUnknown = judgements[0]?.result.code === 'unknown-mutation'
  if (isUnknown) throw new Error('This server does not know the mutation')
  await writeBatch(tx, { judgements, state }, { space: parked, judging })
  const { status = 'parked', code } = judgements[0]?.result ?? {}
  return code ? { mutationId, status, code } : { mutationId, status }
}

/** Lets a new answer replace the answer "parked"; any other answer stays for ever. */
function forgetParkedAnswer(
  answers: Map<Uuid, { hash: Uint8Array; result: { status: MutationStatus } }>,
  envelope: MutationEnvelope,
  spaceId: Uuid,
): void {
  const known = answers.get(envelope.id)
  const isSame = known && hashMutation(envelope, spaceId)?.equals(known.hash)
  if (isSame && known.result.status === 'parked') answers.delete(envelope.id)
}
