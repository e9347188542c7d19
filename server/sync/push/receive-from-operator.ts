import { protocolVersion } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import { problemIn, succeed, type Outcome } from '../../../shared/problem.ts'
import { systemAuthor } from '../../store/spaces/author-store.ts'
import type { Store } from '../../store/database/database.ts'
import { receiveAuthored } from './receive-authored.ts'

export interface OperatorPush {
  municipalityId: Uuid
  spaceId: Uuid
  /** Id of the mutation: the same id with the same content takes effect once. */
  id: Uuid
  mutation: KnownMutation
  /** Milliseconds since 1970 UTC. */
  now: number
}

/** Receives an operator's change as a mutation, with the same rules and answers as everybody's. */
export async function receiveFromOperator(
  store: Store,
  { municipalityId, spaceId, id, mutation, now }: OperatorPush,
): Promise<Outcome<void>> {
  const [name = '', version] = mutation.name.split('@')
  const capturedAt = new Date(now).toISOString()
  const envelope = { id, clientSeq: 1, name, v: Number(version), args: mutation.args, capturedAt }
  const outcome = await receiveAuthored(store, {
    author: systemAuthor,
    space: { municipalityId, spaceId, authorId: municipalityId },
    protocol: protocolVersion,
    mutations: [{ ...envelope, tzOffset: 0 }],
    phoneId: null,
    now,
  })
  if (!outcome.ok) return outcome
  const [result] = outcome.value.results
  if (result?.status === 'applied') return succeed(undefined)
  return { ok: false, problem: problemIn(result ?? {}) }
}
