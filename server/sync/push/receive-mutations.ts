import type { Transaction } from 'kysely'
import type { Body } from '../../../shared/contract/api-contract.ts'
import type { applyMutation } from '../../../shared/sync/apply-mutation.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { actorInWalk, type ActorInWalk } from '../../identity/actor-in-walk.ts'
import type { Principal } from '../../identity/principal.ts'
import { isTransient, storeErrorOf, type Store } from '../../store/database/database.ts'
import type { AuthoredSpace } from '../../store/spaces/mutation-ledger.ts'
import type { Database } from '../../store/database/schema.ts'
import { parkFailed } from './park-failed.ts'
import { pushInTransaction, type PushReply } from './push-transaction.ts'

export interface Push {
  principal: Principal
  request: Body<'push'>
  /** Server time, milliseconds since 1970 UTC. */
  now: number
  /** Called for each mutation that had to be parked because applying it threw. */
  report?: (error: unknown, mutation: MutationEnvelope) => void
}

/** What tests put in the place of the real thing. */
export interface PushSeams {
  apply?: typeof applyMutation
  /** Runs inside each transaction, last. */
  beforeCommit?: (tx: Transaction<Database>) => Promise<void>
}

/** A push whose author has a part in its walk. */
export interface AuthoredPush extends Push {
  author: ActorInWalk
  space: AuthoredSpace
}

/**
 * Receives one push (sync.md §1.2): locks the space, returns recorded answers, judges the rest in order and writes, all in one
 * transaction. Refuses the whole request with `forbidden`, `not-found` or `protocol-too-old`; a single mutation is refused
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
  try {
    return await pushInTransaction(store, authored, seams)
  } catch (error) {
    if (isTransient(error)) throw storeErrorOf(error)
    if (push.request.mutations.length === 0) throw error
    return await receiveOneByOne(store, authored, seams)
  }
}

/** Undefined for somebody without a part in the walk, and for a phone that uses the id of another phone. */
function authoredPush(push: Push): AuthoredPush | undefined {
  const { principal, request } = push
  const author = actorInWalk(principal, request.space)
  if (!author) return undefined
  if (principal.kind === 'device' && principal.clientId !== request.clientId) return undefined
  const authorId = principal.kind === 'device' ? principal.clientId : principal.accountId
  const space = { municipalityId: principal.municipalityId, spaceId: request.space, authorId }
  return { ...push, author, space }
}

/**
 * The push failed as a whole, so each mutation is received as a push of its own: those before and after the one that fails are
 * kept, and that one is parked with its raw text (docs/adr/0015).
 */
async function receiveOneByOne(
  store: Store,
  push: AuthoredPush,
  seams: PushSeams,
): Promise<Outcome<PushReply>> {
  const replies: PushReply[] = []
  for (const mutation of push.request.mutations) {
    const single = { ...push, request: { ...push.request, mutations: [mutation] } }
    const outcome = await receiveOne(store, single, seams)
    if (!outcome.ok) return outcome
    replies.push(outcome.value)
  }
  const last = replies.at(-1) as PushReply
  return succeed({ ...last, results: replies.flatMap(({ results }) => results) })
}

async function receiveOne(
  store: Store,
  push: AuthoredPush,
  seams: PushSeams,
): Promise<Outcome<PushReply>> {
  try {
    return await pushInTransaction(store, push, seams)
  } catch (error) {
    if (isTransient(error)) throw storeErrorOf(error)
    for (const mutation of push.request.mutations) push.report?.(error, mutation)
    return parkFailed(store, push, error)
  }
}
