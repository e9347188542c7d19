import type { Transaction } from 'kysely'
import type { Body, Reply } from '../../shared/api-contract.ts'
import { applyMutation } from '../../shared/apply-mutation.ts'
import type { MutationEnvelope } from '../../shared/mutation.ts'
import { refuse, succeed, type Outcome } from '../../shared/problem.ts'
import { actorInWalk, type ActorInWalk } from '../domain/actor-in-walk.ts'
import type { Principal } from '../domain/principal.ts'
import { storeErrorOf, type Store } from '../store/database.ts'
import { lockOf } from '../store/feed-store.ts'
import type { AuthoredSpace } from '../store/mutation-ledger.ts'
import { askTogether } from '../store/question.ts'
import type { Database } from '../store/schema.ts'
import { walkRulesOf } from '../store/walk-rules.ts'
import {
  applyOneByOne,
  applyTogether,
  BatchFailedError,
  failBatch,
  type Batch,
} from './apply-batch.ts'
import { namedBy } from './batch-state.ts'
import { judgingOf } from './judging.ts'
import { storableSeq } from './mutation-answers.ts'

export type PushReply = Reply<'push'>

export interface Push {
  principal: Principal
  request: Body<'push'>
  /** Server time, milliseconds since 1970 UTC. */
  now: number
  /** Hears of each mutation that had to be parked because applying it threw. */
  report?: Batch['report']
}

/** What tests put in the place of the real thing. */
export interface PushSeams {
  apply?: typeof applyMutation
  /** Runs inside the transaction, last. */
  beforeCommit?: (tx: Transaction<Database>) => Promise<void>
}

/**
 * Takes in one push (sync.md §1.2) in one transaction: lock the space, answer what was answered before, judge the rest in
 * order, write. Refuses the whole request with `forbidden`, `not-found` or `protocol-too-old`; a single mutation is refused
 * or parked in its result. Throws `StoreAwayError` when the store failed for a moment: the same request may be repeated
 * unchanged, and whatever was recorded is then answered again.
 */
export async function receiveMutations(
  store: Store,
  push: Push,
  seams: PushSeams = {},
): Promise<Outcome<PushReply>> {
  const { principal, request } = push
  const author = actorInWalk(principal, request.space)
  if (!author) return refuse('forbidden')
  if (principal.kind === 'device' && principal.clientId !== request.clientId) {
    return refuse('forbidden')
  }
  const pushBy = (applyBatch: ApplyBatch) =>
    store.db
      .transaction()
      .execute((tx) => pushUnderLock(tx, { ...push, author, applyBatch }, seams))
  try {
    return await pushBy(applyTogether).catch((error: unknown) => {
      if (error instanceof BatchFailedError) return pushBy(applyOneByOne)
      throw error
    })
  } catch (error) {
    throw storeErrorOf(error)
  }
}

type ApplyBatch = typeof applyTogether

interface AuthoredPush extends Push {
  author: ActorInWalk
  applyBatch: ApplyBatch
}

async function pushUnderLock(
  tx: Transaction<Database>,
  { principal, request, now, author, applyBatch, report = () => undefined }: AuthoredPush,
  { apply = applyMutation, beforeCommit }: PushSeams,
): Promise<Outcome<PushReply>> {
  const space = authoredSpace(principal, request)
  // First of all statements the lock: what is read after it is what the writer before has left.
  const isTogether = applyBatch === applyTogether
  const [head, rules, named] = await askTogether(tx, [
    lockOf(space),
    walkRulesOf(space),
    namedBy(space, isTogether ? request.mutations : []),
  ]).catch(isTogether ? failBatch : undefined)
  if (head === undefined || !rules) return refuse('not-found')
  if (request.protocol < rules.protocolMin) return refuse('protocol-too-old')
  const judging = judgingOf({ rules, author, walkId: request.space, now, apply })
  const highestSeq = highestOf(request.mutations)
  const noted = principal.kind === 'device' ? { highestSeq } : {}
  const isLast = isTogether && beforeCommit === undefined
  const batch: Batch = { space, head, judging, report, named, isLast, ...noted }
  const judgements = await applyBatch(tx, request.mutations, batch)
  await beforeCommit?.(tx)
  return succeed({
    epoch: rules.epoch,
    head: batch.head.toString(),
    serverTime: judging.context.now,
    results: judgements.map(({ result }) => result),
  })
}

const highestOf = (mutations: readonly MutationEnvelope[]): number =>
  Math.max(0, ...mutations.map(({ clientSeq }) => storableSeq(clientSeq)))

const authoredSpace = (principal: Principal, { space }: Body<'push'>): AuthoredSpace => ({
  municipalityId: principal.municipalityId,
  spaceId: space,
  authorId: principal.kind === 'device' ? principal.clientId : principal.accountId,
})
