import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isGranted, maySee } from '../../../shared/access/permissions.ts'
import { api } from '../../../shared/contract/api-contract.ts'
import { audienceOf } from '../../../shared/observation/observation.ts'
import { visibleWalk } from '../../../shared/walk/gathering/gathering.ts'
import { isVoteOpen } from '../../../shared/walk/vote/vote.ts'
import { voteResult } from '../../../shared/walk/vote/vote-result.ts'
import type { Dependencies } from '../../dependencies.ts'
import type { Store } from '../../store/database/database.ts'
import { readVotedFindings, readVotes } from '../../store/votes/vote-store.ts'
import { readObserved } from '../../store/ratings/observed-store.ts'
import { accountActor } from '../../identity/principal.ts'
import { readSummaries } from '../../store/ratings/walk-summaries.ts'
import { closeCode, listCodes, makeCode, replaceCode } from '../../store/walks/walk-codes.ts'
import { readWalk } from '../../store/walks/walk-store.ts'
import { sendProblem } from '../plugins/problem-details.ts'
import { accountOf } from '../sessions/authentication.ts'
import { contractRoute } from './contract-route.ts'
import { findWalk, mayEditWalk, type FoundWalk } from './walks/find-walk.ts'

/** What leaders on their phones and coordinators at the desk read and set up for one walk. */
export const organiseRoutes =
  ({ store, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.readWalk),
      handler: async (request, reply) => {
        const { id: walkId } = request.params
        const principal = accountOf(request)
        const { municipalityId } = principal
        const walk = await readWalk(store.db, { municipalityId, walkId })
        return walk
          ? visibleWalk(walk, accountActor(principal))
          : sendProblem(reply, { code: 'not-found' })
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
        const { basis = 'local' } = request.query
        const [summaries, observed] = await Promise.all([
          readSummaries(store.db, { municipalityId, walk, basis, nowMs: now() }),
          readObserved(store.db, key),
        ])
        return { ...summaries, observed }
      },
    })

    app.route({
      ...contractRoute(api.walkVotes),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, (actor) =>
          isGranted('walk-vote', 'read-result', actor),
        )
        return found.ok ? resultFor(store, found.value) : sendProblem(reply, found.problem)
      },
    })
  }

/** How the vote of a walk stands, as far as who asks may know it. */
async function resultFor({ db }: Store, { municipalityId, walk, actor }: FoundWalk) {
  const key = { municipalityId, walkId: walk.id }
  const votes = await readVotes(db, key)
  const findings = await readVotedFindings(db, key, votes)
  const seen = findings.filter((one) => maySee(actor, audienceOf(one)))
  const seenIds = new Set(seen.map(({ id }) => id))
  const mayGather = isGranted('walk', 'gather', actor)
  const reader = { isOpen: isVoteOpen(walk), mayGather, maySee: (id: string) => seenIds.has(id) }
  return voteResult(votes, findings, reader)
}

/** The codes that let phones into a walk. */
export const walkCodeRoutes =
  ({ store, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.listCodes),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayEditWalk)
        if (!found.ok) return sendProblem(reply, found.problem)
        return { codes: await listCodes(store.db, keyOf(found.value)) }
      },
    })

    app.route({
      ...contractRoute(api.makeCode),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayEditWalk)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { replaces, ...asked } = request.body
        const asking = { ...keyOf(found.value), ...asked }
        const made =
          replaces === undefined
            ? await makeCode(store.db, asking)
            : await replaceCode(store, { ...asking, replaces, now: new Date(now()) })
        return made.ok ? made.value : sendProblem(reply, made.problem)
      },
    })

    app.route({
      ...contractRoute(api.closeCode),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayEditWalk)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { code } = request.params
        const closed = await closeCode(store.db, {
          ...keyOf(found.value),
          code,
          now: new Date(now()),
        })
        if (!closed) return sendProblem(reply, { code: 'not-found' })
        return reply.code(204).send(null)
      },
    })
  }

const keyOf = ({ municipalityId, walk }: FoundWalk) => ({ municipalityId, walkId: walk.id })
