import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { OwnAddress } from '../../../../shared/contract/message-contract.ts'
import { api } from '../../../../shared/contract/api-contract.ts'
import { isEmailAddress } from '../../../../shared/message/email-address.ts'
import type { Dependencies } from '../../../dependencies.ts'
import type { PhoneKey } from '../../../store/identity/phone-store.ts'
import {
  deletePhoneAddresses,
  readPhoneAddress,
  savePhoneAddress,
} from '../../../store/messages/address-store.ts'
import { isOptedOut } from '../../../store/messages/mail-link-store.ts'
import { writeMessages } from '../../../store/messages/write-messages.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { deviceOf } from '../../sessions/authentication.ts'
import { contractRoute } from '../contract-route.ts'

/** The address that the person of a phone may give, change and take back. */
export const addressRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.readAddress),
      handler: (request) => ownAddress(dependencies, phoneOf(request)),
    })

    app.route({
      ...contractRoute(api.giveAddress),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const email = request.body.email.trim()
        if (!isEmailAddress(email)) {
          return sendProblem(reply, { code: 'invalid-arguments', detail: { field: 'email' } })
        }
        await giveAddress(dependencies, phoneOf(request), { ...request.body, email })
        return ownAddress(dependencies, phoneOf(request))
      },
    })

    app.route({
      ...contractRoute(api.takeBackAddress),
      handler: async (request, reply) => {
        const { municipalityId, clientId } = phoneOf(request)
        await dependencies.store.db
          .transaction()
          .execute((tx) => deletePhoneAddresses(tx, { municipalityId }, [clientId]))
        return reply.code(204).send(null)
      },
    })
  }

/** Whoever has moved to another phone goes on with the address of the first. */
const phoneOf = (request: FastifyRequest): PhoneKey => {
  const { municipalityId, clientId } = deviceOf(request)
  return { municipalityId, clientId }
}

async function ownAddress(
  { store: { db }, config }: Dependencies,
  phone: PhoneKey,
): Promise<OwnAddress> {
  const given = await readPhoneAddress(db, phone)
  const { municipalityId } = phone
  const isUnsubscribed = given !== undefined && (await isOptedOut(db, { municipalityId, ...given }))
  return { email: given?.email ?? null, isUnsubscribed, isSending: config.smtpUrl !== null }
}

async function giveAddress(
  { store: { db }, now }: Dependencies,
  phone: PhoneKey,
  given: { email: string; language: 'da' | 'en' },
): Promise<void> {
  const { municipalityId, clientId } = phone
  const at = now()
  await db.transaction().execute(async (tx) => {
    await savePhoneAddress(tx, phone, { ...given, now: new Date(at) })
    const recipient = { kind: 'phone', id: clientId } as const
    const causedAt = new Date(at).toISOString()
    const receipt = { kind: 'address-given', subjectId: clientId, recipient, causedAt }
    await writeMessages(tx, { municipalityId, now: at }, [receipt])
  })
}
