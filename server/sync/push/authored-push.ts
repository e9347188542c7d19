import type { Body } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { actorInSpace, type ActorInSpace } from '../../identity/actor-in-space.ts'
import type { Principal } from '../../identity/principal.ts'
import type { AuthoredSpace } from '../../store/spaces/mutation-ledger.ts'

export interface Push {
  principal: Principal
  request: Body<'push'>
  /** Server time, milliseconds since 1970 UTC. */
  now: number
  /** Called for each mutation that had to be parked because applying it threw. */
  report?: (error: unknown, mutation: MutationEnvelope) => void
}

/** Mutations of one author in one space. */
export interface AuthoredPush {
  author: ActorInSpace
  space: AuthoredSpace
  protocol: number
  mutations: readonly MutationEnvelope[]
  /** The phone whose running numbers the mutations have; null when nobody counts them. */
  phoneId: Uuid | null
  /** Server time, milliseconds since 1970 UTC. */
  now: number
  report?: (error: unknown, mutation: MutationEnvelope) => void
}

/** Returns undefined for somebody who is no member of the space, and for a phone that uses the id of another phone. */
export function authoredPush(
  { principal, request, now, report }: Push,
  spaceId: Uuid,
): AuthoredPush | undefined {
  const author = actorInSpace(principal, spaceId)
  if (!author) return undefined
  const phoneId = principal.kind === 'device' ? principal.phoneId : null
  if (phoneId !== null && phoneId !== request.clientId) return undefined
  const authorId = principal.kind === 'device' ? principal.clientId : principal.accountId
  const space = { municipalityId: principal.municipalityId, spaceId, authorId }
  const { protocol, mutations } = request
  return { author, space, protocol, mutations, phoneId, now, ...(report ? { report } : {}) }
}
