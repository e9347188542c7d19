import type { Transaction } from 'kysely'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { applyMutation } from '../../../shared/sync/apply-mutation.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { runPipelined } from '../../store/database/query.ts'
import type { Store } from '../../store/database/database.ts'
import type { Database } from '../../store/database/schema.ts'
import { lockOf } from '../../store/spaces/feed-store.ts'
import { walkRulesOf, type WalkRules } from '../../store/spaces/walk-rules.ts'
import { namedBy, stateOf, type BatchState } from './batch-state.ts'
import { judgeMutations, type Judgement, type Judging } from './judge-mutations.ts'
import { judgingOf } from './judging.ts'
import { storableSeq } from './mutation-answers.ts'
import type { AuthoredPush, PushSeams } from './receive-mutations.ts'
import { writeBatch } from './write-batch.ts'

export type PushReply = Reply<'push'>

/** What one push is judged by, read under the lock of its space. */
export interface LockedPush {
  rules: WalkRules
  state: BatchState
  judging: Judging
}

export interface PushOptions extends PushSeams {
  /** In place of the usual judgement. */
  judge?: (locked: LockedPush) => Judgement[]
}

/** One push in one transaction. */
export function pushInTransaction(
  store: Store,
  push: AuthoredPush,
  options: PushOptions,
): Promise<Outcome<PushReply>> {
  return store.db.transaction().execute(async (tx) => {
    const locked = await lockAndRead(tx, push, options)
    if (!locked.ok) return locked
    const { rules, state, judging } = locked.value
    const judgements =
      options.judge?.(locked.value) ?? judgeMutations(push.request.mutations, state, judging)
    await writeBatch(tx, { judgements, state }, { ...push, judging, ...highestSeqOf(push) })
    await options.beforeCommit?.(tx)
    return succeed({
      epoch: rules.epoch,
      head: state.head.toString(),
      serverTime: judging.context.now,
      results: judgements.map(({ result }) => result),
    })
  })
}

/** The lock comes first: what is read after it is what the writer before has left. */
async function lockAndRead(
  tx: Transaction<Database>,
  { space, request, author, now }: AuthoredPush,
  { apply = applyMutation }: PushSeams,
): Promise<Outcome<LockedPush>> {
  const { municipalityId, spaceId } = space
  const [head, walks, named] = await runPipelined(tx, [
    lockOf(space),
    walkRulesOf(municipalityId, [spaceId]),
    namedBy(municipalityId, request.mutations),
  ])
  const rules = walks.get(spaceId)
  if (head === undefined || !rules) return refuse('not-found')
  if (request.protocol < rules.protocolMin) return refuse('protocol-too-old')
  const state = await stateOf(tx, { ...space, head }, named)
  return succeed({
    rules,
    state,
    judging: judgingOf({ rules, author, walkId: spaceId, now, apply }),
  })
}

/** Of phones only: accounts have no running numbers. */
const highestSeqOf = ({ principal, request }: AuthoredPush): { highestSeq?: number } =>
  principal.kind === 'device' ? { highestSeq: highestOf(request.mutations) } : {}

const highestOf = (mutations: readonly MutationEnvelope[]): number =>
  Math.max(0, ...mutations.map(({ clientSeq }) => storableSeq(clientSeq)))
