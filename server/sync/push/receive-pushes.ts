import { availableParallelism } from 'node:os'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { gather } from '../../store/database/gather.ts'
import { isTransient, storeErrorOf, type Store } from '../../store/database/database.ts'
import {
  authoredPush,
  receiveMutations,
  type AuthoredPush,
  type Push,
  type PushReply,
} from './receive-mutations.ts'
import { receiveTogether } from './receive-together.ts'

/** As many as there are cores keep all of them busy; more only compete. */
const transactionsAtOnce = Math.min(8, Math.max(2, availableParallelism()))
const mostTogether = 8
/** So many mutations are a transaction's fair load. Fewer do better to wait for company: what a transaction costs before its rows is shared. */
const fullLoad = 20

/**
 * Takes in pushes as they come. While transactions are under way, those that arrive wait for the next one and share it, when their walks
 * and authors differ (docs/adr/0012): each is answered as if it had come alone.
 */
export function pushReceiver(store: Store): (push: Push) => Promise<Outcome<PushReply>> {
  const receive = gather<AuthoredPush, Outcome<PushReply>>({
    lanes: transactionsAtOnce,
    deservesLane: (waiting) => countMutations(waiting) >= fullLoad,
    most: mostTogether,
    fits: mayShare,
    run: (pushes) => receiveGroup(store, pushes),
  })
  return async (push) => {
    const authored = authoredPush(push)
    return authored ? receive(authored) : refuse('forbidden')
  }
}

const countMutations = (pushes: readonly AuthoredPush[]): number =>
  pushes.reduce((sum, { request }) => sum + request.mutations.length, 0)

/** Locks are one of each walk, and a phone's own row is written once a statement; tables begin with the municipality. */
const mayShare = (group: readonly AuthoredPush[], { space }: AuthoredPush): boolean =>
  group.every(
    ({ space: other }) =>
      other.municipalityId === space.municipalityId &&
      other.spaceId !== space.spaceId &&
      other.authorId !== space.authorId,
  )

/** Those that must be taken in alone, because they wait for a lock or one of the group has failed, keep nobody else waiting. */
async function receiveGroup(
  store: Store,
  pushes: readonly AuthoredPush[],
): Promise<Promise<Outcome<PushReply>>[]> {
  const replies = await tryTogether(store, pushes)
  return pushes.map(async (push, index) => {
    const reply = replies[index]
    return reply ? succeed(reply) : receiveMutations(store, push)
  })
}

/** Whatever goes wrong is looked at push by push: what was kept all the same is then answered from the ledger. */
async function tryTogether(
  store: Store,
  pushes: readonly AuthoredPush[],
): Promise<readonly (PushReply | undefined)[]> {
  try {
    return await receiveTogether(store, pushes)
  } catch (error) {
    // With nobody else in the group, the same would only happen again.
    if (pushes.length === 1 && isTransient(error)) throw storeErrorOf(error)
    return []
  }
}
