import type { Uuid } from '../../shared/identifiers.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Timestamp } from '../../shared/timestamps.ts'
import { accountActor, type Principal } from './principal.ts'

export interface ActorInWalk {
  actor: Actor
  /** A walker's display name or an official's party; empty for walkers without a name. */
  actorName: string
  /** False once the phone has been removed from the walk. */
  isMember: boolean
  /** When that was, to be compared with the time of capture (sync.md §2.6). */
  removedAt: Timestamp | null
}

/**
 * The principal narrowed to one walk; undefined for a phone that never joined it. NOTE: an account gets an answer for any id:
 * whether the walk exists in its municipality is asked of the store, with `principal.municipalityId` in the key.
 */
export function actorInWalk(principal: Principal, walkId: Uuid): ActorInWalk | undefined {
  if (principal.kind === 'account') {
    const { label } = principal
    return { actor: accountActor(principal), actorName: label, isMember: true, removedAt: null }
  }
  const membership = principal.memberships.find((item) => item.walkId === walkId)
  if (!membership) return undefined
  const { role, displayName, removedAt } = membership
  return {
    actor: { kind: 'device', clientId: principal.clientId, role },
    actorName: displayName ?? '',
    isMember: removedAt === null,
    removedAt,
  }
}
