import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { api } from '../../../../shared/contract/api-contract.ts'
import type { OwnNotifications } from '../../../../shared/contract/notification-contract.ts'
import type { Dependencies } from '../../../dependencies.ts'
import type { PhoneKey } from '../../../store/identity/phone-store.ts'
import {
  deleteSubscription,
  readSubscription,
  saveSubscription,
} from '../../../store/web-push/subscription-store.ts'
import { installationKeys } from '../../../web-push/installation-keys.ts'
import { isPushService } from '../../../web-push/push-services.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { deviceOf } from '../../sessions/authentication.ts'
import { contractRoute } from '../contract-route.ts'

/** Notifications on the phone of whoever asks for them. */
export const notificationRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, config, now } = dependencies
    app.route({
      ...contractRoute(api.readNotifications),
      handler: (request) => ownNotifications(dependencies, phoneOf(request)),
    })

    app.route({
      ...contractRoute(api.askForNotifications),
      bodyLimit: 8_192,
      handler: async (request, reply) => {
        if (!isPushService(request.body.endpoint, config.pushServices)) {
          return sendProblem(reply, { code: 'invalid-arguments', detail: { field: 'endpoint' } })
        }
        const subscription = { ...request.body, now: new Date(now()) }
        await saveSubscription(store.db, phoneOf(request), subscription)
        return ownNotifications(dependencies, phoneOf(request))
      },
    })

    app.route({
      ...contractRoute(api.endNotifications),
      handler: async (request, reply) => {
        await deleteSubscription(store.db, phoneOf(request))
        return reply.code(204).send(null)
      },
    })
  }

/** Whoever has moved to another phone is told there once it asks; the first one is told no more. */
const phoneOf = (request: FastifyRequest): PhoneKey => {
  const { municipalityId, clientId } = deviceOf(request)
  return { municipalityId, clientId }
}

async function ownNotifications(
  { store: { db } }: Dependencies,
  phone: PhoneKey,
): Promise<OwnNotifications> {
  const [{ publicKey }, subscription] = await Promise.all([
    installationKeys(db),
    readSubscription(db, phone),
  ])
  return { publicKey, endpoint: subscription?.endpoint ?? null }
}
