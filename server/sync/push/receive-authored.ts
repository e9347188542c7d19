import { succeed, type Outcome } from '../../../shared/problem.ts'
import { isTransient, storeErrorOf, type Store } from '../../store/database/database.ts'
import type { AuthoredPush } from './authored-push.ts'
import { refusal } from './mutation-answers.ts'
import { parkFailed } from './park-failed.ts'
import { pushInTransaction, type PushReply } from './push-transaction.ts'
import type { PushSeams } from './receive-mutations.ts'

/** Like `receiveMutations`, for an author who is known already. */
export function receiveAuthored(
  store: Store,
  push: AuthoredPush,
  seams: PushSeams = {},
): Promise<Outcome<PushReply>> {
  const { takeTurn = (_spaceId, work) => work() } = seams
  return takeTurn(push.space.spaceId, () => receiveInTurn(store, push, seams))
}

async function receiveInTurn(
  store: Store,
  push: AuthoredPush,
  seams: PushSeams,
): Promise<Outcome<PushReply>> {
  try {
    return await pushInTransaction(store, push, seams)
  } catch (error) {
    if (isTransient(error)) throw storeErrorOf(error)
    if (push.mutations.length === 0) throw error
    return await receiveOneByOne(store, push, seams)
  }
}

/**
 * Receives each mutation of a push that failed as a whole as a push of its own: those before and after the one that fails are kept, and
 * that one is parked with its raw text (docs/adr/0015).
 */
async function receiveOneByOne(
  store: Store,
  push: AuthoredPush,
  seams: PushSeams,
): Promise<Outcome<PushReply>> {
  let last: Outcome<PushReply> | undefined
  const results: PushReply['results'] = []
  for (const mutation of push.mutations) {
    const outcome = await receiveOne(store, { ...push, mutations: [mutation] }, seams)
    if (outcome.ok || !last) last = outcome
    // The next mutations find no space when the first one, which would have created it, failed.
    results.push(...(outcome.ok ? outcome.value.results : [refusal(mutation.id, outcome.problem)]))
  }
  return last?.ok ? succeed({ ...last.value, results }) : (last as Outcome<PushReply>)
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
    for (const mutation of push.mutations) push.report?.(error, mutation)
    return parkFailed(store, push, error)
  }
}
