import type { Transaction } from 'kysely'
import type { Body, Reply } from '../../../shared/contract/api-contract.ts'
import { applyMutation } from '../../../shared/sync/apply-mutation.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { actorInWalk, type ActorInWalk } from '../../identity/actor-in-walk.ts'
import type { Principal } from '../../identity/principal.ts'
import { storeErrorOf, type Store } from '../../store/database/database.ts'
import { lockOf } from '../../store/spaces/feed-store.ts'
import type { AuthoredSpace } from '../../store/spaces/mutation-ledger.ts'
import { askTogether } from '../../store/database/question.ts'
import type { BatchReads } from '../../store/spaces/batch-reads.ts'
import type { Database } from '../../store/database/schema.ts'
import { walkRulesOf, type WalkRules } from '../../store/spaces/walk-rules.ts'
import {
  applyOneByOne,
  applyTogether,
  BatchFailedError,
  failBatch,
  type Batch,
} from './apply-batch.ts'
import { namedBy } from './batch-state.ts'
import type { Judgement } from './judge-mutations.ts'
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
  const authored = authoredPush(push)
  if (!authored) return refuse('forbidden')
  const pushBy = (applyBatch: ApplyBatch) =>
    store.db.transaction().execute((tx) => pushUnderLock(tx, { ...authored, applyBatch }, seams))
  try {
    return await pushBy(applyTogether).catch((error: unknown) => {
      if (error instanceof BatchFailedError) return pushBy(applyOneByOne)
      throw error
    })
  } catch (error) {
    throw storeErrorOf(error)
  }
}

/** A push whose author has a part in its walk. */
export interface AuthoredPush extends Push {
  author: ActorInWalk
  space: AuthoredSpace
}

/** Undefined for somebody without a part in the walk, and for a phone that calls itself by another's id. */
export function authoredPush(push: Push): AuthoredPush | undefined {
  const { principal, request } = push
  const author = actorInWalk(principal, request.space)
  if (!author) return undefined
  if (principal.kind === 'device' && principal.clientId !== request.clientId) return undefined
  const authorId = principal.kind === 'device' ? principal.clientId : principal.accountId
  const space = { municipalityId: principal.municipalityId, spaceId: request.space, authorId }
  return { ...push, author, space }
}

type ApplyBatch = typeof applyTogether

async function pushUnderLock(
  tx: Transaction<Database>,
  { applyBatch, ...push }: AuthoredPush & { applyBatch: ApplyBatch },
  { apply, beforeCommit }: PushSeams,
): Promise<Outcome<PushReply>> {
  const { space, request } = push
  const { municipalityId, spaceId } = space
  // First of all statements the lock: what is read after it is what the writer before has left.
  const isTogether = applyBatch === applyTogether
  const [head, walks, named] = await askTogether(tx, [
    lockOf(space),
    walkRulesOf(municipalityId, [spaceId]),
    namedBy(municipalityId, isTogether ? request.mutations : []),
  ]).catch(isTogether ? failBatch : undefined)
  const rules = walks.get(spaceId)
  if (head === undefined || !rules) return refuse('not-found')
  if (request.protocol < rules.protocolMin) return refuse('protocol-too-old')
  const isLast = isTogether && beforeCommit === undefined
  const batch = { ...batchOf(push, { head, rules, named }, apply), isLast }
  const judgements = await applyBatch(tx, request.mutations, batch)
  await beforeCommit?.(tx)
  return succeed(replyOf(batch, rules, judgements))
}

/** What a push is judged by, read under the lock of its walk. */
export interface UnderLock {
  head: bigint
  rules: WalkRules
  named: BatchReads
}

export function batchOf(
  { principal, request, space, author, now, report = () => undefined }: AuthoredPush,
  { head, rules, named }: UnderLock,
  apply = applyMutation,
): Batch {
  const judging = judgingOf({ rules, author, walkId: request.space, now, apply })
  const noted = principal.kind === 'device' ? { highestSeq: highestOf(request.mutations) } : {}
  return { space, head, judging, report, named, ...noted }
}

export const replyOf = (
  { head, judging }: Batch,
  { epoch }: WalkRules,
  judgements: readonly Judgement[],
): PushReply => ({
  epoch,
  head: head.toString(),
  serverTime: judging.context.now,
  results: judgements.map(({ result }) => result),
})

const highestOf = (mutations: readonly MutationEnvelope[]): number =>
  Math.max(0, ...mutations.map(({ clientSeq }) => storableSeq(clientSeq)))
