import type { FastifyRequest } from 'fastify'
import { isGranted } from '../../../../shared/access/permissions.ts'
import type { Actor } from '../../../../shared/access/roles.ts'
import type { Uuid } from '../../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../../shared/problem.ts'
import type { Walk } from '../../../../shared/walk/walk.ts'
import { actorInSpace } from '../../../identity/actor-in-space.ts'
import type { Store } from '../../../store/database/database.ts'
import { readWalk } from '../../../store/walks/walk-store.ts'
import { memberOf } from '../../sessions/authentication.ts'

export interface FoundWalk {
  municipalityId: Uuid
  walk: Walk
  /** Who asks. */
  actor: Actor
}

export const mayEditWalk = (actor: Actor): boolean => isGranted('walk', 'edit', actor)

/** The walk of a request by somebody who may do this in it; whoever may not is told so before anything is looked up. */
export async function findWalk(
  store: Store,
  request: FastifyRequest,
  isAllowed: (actor: Actor) => boolean,
): Promise<Outcome<FoundWalk>> {
  const principal = memberOf(request)
  const { id: walkId } = request.params as { id: Uuid }
  const part = actorInSpace(principal, walkId)
  if (!part?.isMember || !isAllowed(part.actor)) return refuse('forbidden')
  const { municipalityId } = principal
  const walk = await readWalk(store.db, { municipalityId, walkId })
  return walk ? succeed({ municipalityId, walk, actor: part.actor }) : refuse('not-found')
}
