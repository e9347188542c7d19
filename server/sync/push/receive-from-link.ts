import { protocolVersion } from '../../../shared/sync/feed.ts'
import type { Cursor } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import { problemIn, succeed, type Outcome } from '../../../shared/problem.ts'
import { isTransient, storeErrorOf, type Store } from '../../store/database/database.ts'
import type { AuthoredPush } from './authored-push.ts'
import { judgeMutations, type Judgement } from './judge-mutations.ts'
import { pushInTransaction, type LockedPush } from './push-transaction.ts'

export interface LinkPush {
  municipalityId: Uuid
  spaceId: Uuid
  /** Of the mutation. */
  id: Uuid
  /** The subject that the link opens. It is the author, too: whoever holds a link has no other name. */
  subjectId: Uuid
  mutation: KnownMutation
  /** Milliseconds since 1970 UTC. */
  now: number
}

/**
 * Receives a change by somebody without an account, whose link the caller has looked up, and returns the head of the space. Nothing is parked:
 * the person is there and sends it again, and what is put aside could not be shown to them. Throws `StoreAwayError` like every push.
 */
export async function receiveFromLink(store: Store, push: LinkPush): Promise<Outcome<Cursor>> {
  try {
    const outcome = await pushInTransaction(store, authoredByLink(push), { judge })
    if (!outcome.ok) return outcome
    const { results, head } = outcome.value
    const [result] = results
    return result?.status === 'applied'
      ? succeed(head)
      : { ok: false, problem: problemIn(result ?? {}) }
  } catch (error) {
    throw isTransient(error) ? storeErrorOf(error) : error
  }
}

/** The id of the mutation was made here, so nobody ever asks again what became of a refused one: it leaves no row. */
const judge = ({ pushed, state, judging }: LockedPush): Judgement[] =>
  judgeMutations(pushed, state, judging).map((judgement) =>
    judgement.result.status === 'applied' ? judgement : { result: judgement.result },
  )

function authoredByLink(push: LinkPush): AuthoredPush {
  const { municipalityId, spaceId, id, subjectId, mutation, now } = push
  const [name = '', version] = mutation.name.split('@')
  const capturedAt = new Date(now).toISOString()
  const envelope = { id, clientSeq: 1, name, v: Number(version), args: mutation.args, capturedAt }
  const actor = { kind: 'link', linkId: subjectId, subjectId } as const
  return {
    author: { actor, actorName: '', isMember: true },
    space: { municipalityId, spaceId, authorId: subjectId },
    protocol: protocolVersion,
    mutations: [{ ...envelope, tzOffset: 0 }],
    phoneId: null,
    now,
  }
}
