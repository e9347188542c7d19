import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { isGranted } from '../../../shared/access/permissions.ts'
import type { Actor } from '../../../shared/access/roles.ts'
import { api } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { summariseArea } from '../../../shared/rating/area-summary.ts'
import { summariseRatings } from '../../../shared/rating/rating-summary.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { Dependencies } from '../../dependencies.ts'
import { actorInSpace } from '../../identity/actor-in-space.ts'
import type { Store } from '../../store/database/database.ts'
import { readRatings, readWalkAnswers } from '../../store/ratings/rating-store.ts'
import { closeCode, listCodes, makeCode } from '../../store/walks/walk-codes.ts'
import { readWalk } from '../../store/walks/walk-store.ts'
import { sendProblem } from '../plugins/problem-details.ts'
import { accountOf, memberOf } from '../sessions/authentication.ts'
import { contractRoute } from './contract-route.ts'

/** What leaders on their phones and coordinators at the desk read and set up for one walk. */
export const organiseRoutes =
  ({ store, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.readWalk),
      handler: async (request, reply) => {
        const { municipalityId } = accountOf(request)
        const walk = await readWalk(store.db, { municipalityId, walkId: request.params.id })
        return walk ?? sendProblem(reply, { code: 'not-found' })
      },
    })

    app.route({
      ...contractRoute(api.walkRatings),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, (actor) =>
          isGranted('stop-rating', 'summarise', actor),
        )
        if (!found.ok) return sendProblem(reply, found.problem)
        const { municipalityId, walk } = found.value
        const key = { municipalityId, walkId: walk.id }
        const [ratings, answers] = await Promise.all([
          readRatings(store.db, key),
          readWalkAnswers(store.db, key),
        ])
        const { basis = 'local' } = request.query
        const stopIds = walk.stops.map(({ id }) => id)
        const isClosed = walk.phase === 'closed'
        const closedMs = isClosed ? Date.parse(walk.closedAt ?? walk.endsAt ?? '') || 0 : null
        return {
          stops: summariseRatings(ratings, { stopIds, basis, isClosed }),
          area: summariseArea(answers, { basis, closedMs, nowMs: now() }),
        }
      },
    })
  }

/** The codes that let phones into a walk. */
export const walkCodeRoutes =
  ({ store }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.listCodes),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayEdit)
        if (!found.ok) return sendProblem(reply, found.problem)
        return { codes: await listCodes(store.db, keyOf(found.value)) }
      },
    })

    app.route({
      ...contractRoute(api.makeCode),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayEdit)
        if (!found.ok) return sendProblem(reply, found.problem)
        const made = await makeCode(store.db, { ...keyOf(found.value), ...request.body })
        return made.ok ? made.value : sendProblem(reply, made.problem)
      },
    })

    app.route({
      ...contractRoute(api.closeCode),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayEdit)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { code } = request.params
        const wasThere = await closeCode(store.db, { ...keyOf(found.value), code })
        if (!wasThere) return sendProblem(reply, { code: 'not-found' })
        return reply.code(204).send(null)
      },
    })
  }

const mayEdit = (actor: Actor): boolean => isGranted('walk', 'edit', actor)

interface FoundWalk {
  municipalityId: Uuid
  walk: Walk
}

const keyOf = ({ municipalityId, walk }: FoundWalk) => ({ municipalityId, walkId: walk.id })

/** The walk of a request by somebody who may do this in it; whoever may not is told so before anything is looked up. */
async function findWalk(
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
  return walk ? succeed({ municipalityId, walk }) : refuse('not-found')
}
