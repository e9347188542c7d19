import type { Uuid } from '../../shared/identifiers.ts'
import { devicePart } from '../../shared/access/device-part.ts'
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
  const { clientId, municipalityId, memberships } = principal
  const parts = spaceId === municipalityId ? partInTown(principal) : memberships
  const part = devicePart(parts, { clientId, walkId: spaceId })
  return part && { actor: part.actor, actorName: part.displayName, isMember: part.isMember }
}

/** Whoever takes part in any walk is a walker in the space of the municipality. */
function partInTown({ municipalityId: walkId, memberships }: DevicePrincipal): Membership[] {
  const present = memberships.find(({ removedAt }) => removedAt === null) ?? memberships[0]
  return present ? [{ ...present, walkId, role: 'walker', follows: null }] : []
}
