import type { Transaction } from 'kysely'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { applyMutation } from '../../../shared/sync/registry.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { run, together } from '../../store/database/query.ts'
import type { Store } from '../../store/database/database.ts'
import type { Database } from '../../store/database/schema.ts'
import { lockOf } from '../../store/spaces/feed-store.ts'
import { openSpace } from '../../store/spaces/space-store.ts'
import type { CountedPhone } from '../../store/spaces/mutation-ledger.ts'
import { spaceRulesOf, type SpaceRules } from '../../store/spaces/space-rules.ts'
import { namedBy, stateOf, type BatchState } from './batch-state.ts'
import { judgeMutations, type Judgement, type Judging } from './judge-mutations.ts'
import { judgingOf } from './judging.ts'
import { storableSeq } from './mutation-answers.ts'
import { readMutations, type PushedMutation } from './read-mutation.ts'
import type { AuthoredPush } from './authored-push.ts'
import type { PushSeams } from './receive-mutations.ts'
import { writeBatch } from './write-batch.ts'

export type PushReply = Reply<'push'>

/** What one push is judged by, read under the lock of its space. */
export interface LockedPush {
  rules: SpaceRules
  state: BatchState
  judging: Judging
  pushed: readonly PushedMutation[]
}

export interface PushOptions extends PushSeams {
  /** Replaces the usual judgement. */
  judge?: (locked: LockedPush) => Judgement[]
}

/** Runs one push in one transaction. */
export function pushInTransaction(
  store: Store,
  push: AuthoredPush,
  options: PushOptions,
): Promise<Outcome<PushReply>> {
  return store.prepared.transaction().execute(async (tx) => {
    const locked = await lockAndRead(tx, push, options)
    if (!locked.ok) return locked
    const { rules, state, judging, pushed } = locked.value
    const judgements = options.judge?.(locked.value) ?? judgeMutations(pushed, state, judging)
    await writeBatch(tx, { judgements, state }, { ...push, judging, counted: countedOf(push) })
    await options.beforeCommit?.(tx)
    return succeed({
      epoch: rules.epoch,
      head: state.head.toString(),
      serverTime: judging.context.now,
      results: judgements.map(({ result }) => result),
    })
  })
}

/** Takes the lock first, so that it reads what the previous writer has committed. */
async function lockAndRead(
  tx: Transaction<Database>,
  push: AuthoredPush,
  { apply = applyMutation }: PushSeams,
): Promise<Outcome<LockedPush>> {
  const { space, author, now } = push
  const pushed = readMutations(push.mutations)
  let head = await run(tx, lockOf(space))
  const reads = together(spaceRulesOf(space), namedBy(space, pushed))
  const [rules, read] = await run(tx, reads)
  let named = read
  if (head === undefined && rules && pushed.some((one) => opens(one, push))) {
    head = await openSpace(tx, space)
    // Somebody else may have opened it meanwhile.
    named = await run(tx, namedBy(space, pushed))
  }
  if (head === undefined || !rules) return refuse('not-found')
  if (push.protocol < rules.protocolMin) return refuse('protocol-too-old')
  const state = await stateOf(tx, { ...space, head }, named)
  return succeed({ rules, state, pushed, judging: judgingOf({ rules, author, space, now, apply }) })
}

const opens = ({ reading }: PushedMutation, { space }: AuthoredPush): boolean =>
  reading.ok && reading.value.entry.opensSpace && reading.value.target.id === space.spaceId

/** Accounts have no running numbers. */
const countedOf = ({ phoneId, mutations }: AuthoredPush): CountedPhone | null =>
  phoneId === null ? null : { phoneId, highestSeq: highestOf(mutations) }

const highestOf = (mutations: readonly MutationEnvelope[]): number =>
  Math.max(0, ...mutations.map(({ clientSeq }) => storableSeq(clientSeq)))
