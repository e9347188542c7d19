import type { Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { Cursor } from '../../../shared/sync/feed.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { Store } from '../../store/database/database.ts'
import { readServerMeta } from '../../store/spaces/space-rules.ts'
import { authoredPush, type Push } from './authored-push.ts'
import { refusal } from './mutation-answers.ts'
import type { PushReply } from './push-transaction.ts'
import { receiveAuthored } from './receive-authored.ts'
import type { PushSeams } from './receive-mutations.ts'

/**
 * Receives mutations of several spaces: those of one space in one transaction, space after space in the order in which they are first
 * named. Each mutation gets its own result, also when its whole space is refused. When the store fails in between, the spaces before it
 * are recorded, and get the same answers when the request is repeated.
 */
export async function receiveSeveral(
  store: Store,
  push: Push,
  seams: PushSeams,
): Promise<Outcome<PushReply>> {
  const { request, now } = push
  const { epoch, protocolMin } = await readServerMeta(store)
  if (request.protocol < protocolMin) return refuse('protocol-too-old')
  const results: PushReply['results'] = []
  const heads: Record<Uuid, Cursor> = {}
  for (const [spaceId, placed] of bySpace(push)) {
    const mutations = placed.map(({ mutation }) => mutation)
    const single = { ...push, request: { ...request, mutations } }
    const outcome = await receiveIn(store, { push: single, spaceId }, seams)
    if (outcome.ok) heads[spaceId] = outcome.value.head
    // Results are assigned by position and not by id, because one id may come twice.
    const own = outcome.ok
      ? outcome.value.results
      : mutations.map(({ id }) => refusal(id, outcome.problem))
    for (const [index, result] of own.entries()) results[placed[index]?.place ?? -1] = result
  }
  const head = heads[request.space] ?? '0'
  return succeed({ epoch, head, heads, serverTime: new Date(now).toISOString(), results })
}

async function receiveIn(
  store: Store,
  { push, spaceId }: { push: Push; spaceId: Uuid },
  seams: PushSeams,
): Promise<Outcome<PushReply>> {
  const authored = authoredPush(push, spaceId)
  return authored ? receiveAuthored(store, authored, seams) : refuse('forbidden')
}

interface Placed {
  mutation: MutationEnvelope
  /** Position among the mutations of the request. */
  place: number
}

const bySpace = ({ request }: Push): Map<Uuid, Placed[]> =>
  Map.groupBy(
    request.mutations.map((mutation, place) => ({ mutation, place })),
    ({ mutation }) => mutation.space ?? request.space,
  )
