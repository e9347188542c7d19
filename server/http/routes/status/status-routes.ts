import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isGranted } from '../../../../shared/access/permissions.ts'
import { api } from '../../../../shared/contract/api-contract.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { actorInSpace } from '../../../identity/actor-in-space.ts'
import { saveStatusLink } from '../../../store/status-links/status-link-store.ts'
import { linkHashOf } from '../../../store/wishes/wish-store.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { deviceOf } from '../../sessions/authentication.ts'
import { contractRoute } from '../contract-route.ts'
import { statusPages } from './status-pages.ts'
import { statusPhotos } from './status-photos.ts'

/** What came of a walk: opening the page to the secret of a phone, and the pages that the secret opens. */
export const statusRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, now } = dependencies

    app.route({
      ...contractRoute(api.openStatusPage),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const phone = deviceOf(request)
        const { id: walkId } = request.params
        const part = actorInSpace(phone, walkId)
        if (!part?.isMember || !isGranted('walk', 'hold-status-link', part.actor)) {
          return sendProblem(reply, { code: 'forbidden' })
        }
        const { municipalityId, clientId, phoneId } = phone
        const { secret, replacesOthers } = request.body
        const link = {
          ...{ municipalityId, walkId, clientId, phoneId, replacesOthers },
          linkHash: linkHashOf(secret),
          now: new Date(now()),
        }
        const saved = await store.db.transaction().execute((tx) => saveStatusLink(tx, link))
        return saved.ok ? reply.code(204).send(null) : sendProblem(reply, saved.problem)
      },
    })

    await app.register(statusPages(dependencies))
    await app.register(statusPhotos(dependencies))
  }
