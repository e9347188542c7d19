import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isGranted } from '../../../../shared/access/permissions.ts'
import { api, type Body } from '../../../../shared/contract/api-contract.ts'
import { makeUuid } from '../../../../shared/identifiers.ts'
import { limits } from '../../../../shared/limits.ts'
import { refuse, type Outcome } from '../../../../shared/problem.ts'
import type { Cursor } from '../../../../shared/sync/feed.ts'
import { visibleWish } from '../../../../shared/wish/wish.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { accountActor } from '../../../identity/principal.ts'
import { eraseWish } from '../../../privacy/erase-wish.ts'
import { isMunicipality, readMunicipality } from '../../../store/walks/municipality-store.ts'
import { findLink, linkHashOf, listWishes } from '../../../store/wishes/wish-store.ts'
import { receiveFromLink } from '../../../sync/push/receive-from-link.ts'
import { countedSenders } from '../../limits/counted-senders.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { accountOf } from '../../sessions/authentication.ts'
import { contractRoute } from '../contract-route.ts'
import { readAskedWish } from './asked-wish.ts'

/** Asking for a walk and reading what came of it, by link; and the list for those who decide. */
export const wishRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(askingRoutes(dependencies))
    await app.register(askedRoutes(dependencies))
  }

const askingRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, feed } = dependencies
    const count = countedSenders(dependencies, 'wish')

    app.route({
      ...contractRoute(api.askedMunicipality),
      handler: async (request, reply) => {
        const { id } = request.params
        if (!(await isMunicipality(store.db, id))) return sendProblem(reply, { code: 'not-found' })
        const { name, bounds, privacy } = await readMunicipality(store.db, id)
        return { name, bounds, privacy }
      },
    })

    app.route({
      ...contractRoute(api.askForWalk),
      bodyLimit: 64 * 1024,
      handler: async (request, reply) => {
        const { municipalityId } = request.body
        if (!(await isMunicipality(store.db, municipalityId))) {
          return sendProblem(reply, { code: 'not-found' })
        }
        const counted = await count(request, municipalityId)
        if (!counted.ok) return sendProblem(reply, counted.problem)
        const asked = await ask(dependencies, request.body)
        if (!asked.ok) return sendProblem(reply, asked.problem)
        feed.publish({ municipalityId, spaceId: municipalityId, head: asked.value })
        return reply.code(204).send(null)
      },
    })
  }

/** The secret of another wish opens that one only. */
async function ask(
  { store, now, randomBytes }: Dependencies,
  { municipalityId, secret, ...asked }: Body<'askForWalk'>,
): Promise<Outcome<Cursor>> {
  const linkHash = linkHashOf(secret)
  const known = await findLink(store.db, linkHash)
  const isOther = known?.wishId !== asked.wishId || known.municipalityId !== municipalityId
  if (known && isOther) return refuse('id-reused')
  const at = now()
  return receiveFromLink(store, {
    municipalityId,
    spaceId: municipalityId,
    id: makeUuid(at, () => randomBytes(16)),
    subjectId: asked.wishId,
    mutation: { name: 'wish.ask@1', args: { ...asked, linkHash } },
    now: at,
  })
}

const askedRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, feed } = dependencies

    app.route({
      ...contractRoute(api.readWish),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const linkHash = linkHashOf(request.body.secret)
        const found = await findLink(store.db, linkHash)
        const wish = found && (await readAskedWish(store, { ...found, linkHash }))
        return wish ?? sendProblem(reply, { code: 'not-found' })
      },
    })

    app.route({
      ...contractRoute(api.eraseWish),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const found = await findLink(store.db, linkHashOf(request.body.secret))
        // The same answer for a link that opens nothing: it is deleted, or never was.
        const erased = found && (await eraseWish(store, found))
        if (erased) feed.publish(erased)
        return reply.code(204).send(null)
      },
    })

    app.route({
      ...contractRoute(api.listWishes),
      handler: async (request, reply) => {
        const account = accountOf(request)
        const actor = accountActor(account)
        if (!isGranted('wish', 'see', actor)) return sendProblem(reply, { code: 'forbidden' })
        const found = await listWishes(store.db, account.municipalityId)
        const wishes = found.flatMap((wish) => visibleWish(wish, actor) ?? [])
        return {
          wishes: wishes.slice(0, limits.listPage),
          hasMore: wishes.length > limits.listPage,
        }
      },
    })
  }
