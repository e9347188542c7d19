import type { Uuid } from '../../shared/identifiers.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { accountActor, type DevicePrincipal, type Membership, type Principal } from './principal.ts'

export interface ActorInSpace {
  actor: Actor
  /** A walker's display name or an official's party; empty for walkers without a name. */
  actorName: string
  /** False once the phone has been removed from the walk. */
  isMember: boolean
}

/**
 * The principal narrowed to one space; undefined for a phone that has no part in it. NOTE: an account gets an answer for any id:
 * whether the space exists in its municipality is asked of the store, with `principal.municipalityId` in the key.
 */
export function actorInSpace(principal: Principal, spaceId: Uuid): ActorInSpace | undefined {
  if (principal.kind === 'account') {
    return { actor: accountActor(principal), actorName: principal.label, isMember: true }
  }
  const part = partIn(principal, spaceId)
  if (!part) return undefined
  return {
    actor: { kind: 'device', clientId: principal.clientId, role: part.role },
    actorName: part.displayName ?? '',
    isMember: part.removedAt === null,
  }
}

/** Whoever takes part in any walk is a walker in the space of the municipality. */
function partIn(
  { municipalityId, memberships }: DevicePrincipal,
  spaceId: Uuid,
): Membership | undefined {
  if (spaceId !== municipalityId) return memberships.find(({ walkId }) => walkId === spaceId)
  const present = memberships.find(({ removedAt }) => removedAt === null) ?? memberships[0]
  return present && { ...present, role: 'walker' }
}
