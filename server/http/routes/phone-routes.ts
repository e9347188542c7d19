import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { api, type MissingPhoto, type ReceiptLog } from '../../../shared/contract/api-contract.ts'
import { limits } from '../../../shared/limits.ts'
import { mayOrganise } from '../../../shared/access/permissions.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { Dependencies } from '../../dependencies.ts'
import { actorInSpace } from '../../identity/actor-in-space.ts'
import { accountActor, type AccountPrincipal, type Principal } from '../../identity/principal.ts'
import { accountOf, deviceOf, memberOf } from '../sessions/authentication.ts'
import { sendProblem } from '../plugins/problem-details.ts'
import { findMissingPhotos, type MissingPhotoRow } from '../../store/photos/missing-photos.ts'
import { listPhones } from '../../store/identity/phone-queries.ts'
import { lockPhone, noteReceiptLog } from '../../store/identity/phone-store.ts'
import { contractRoute } from './contract-route.ts'

/** What never arrived from the phones, as they report it and organisers see it, and locking out a stolen phone. */
export const phoneRoutes =
  ({ store, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.reportReceipts),
      bodyLimit: 16 * 1024,
      handler: async (request, reply) => {
        if (!isSound(request.body)) return sendProblem(reply, { code: 'bad-request' })
        const { municipalityId, phoneId: clientId } = deviceOf(request)
        const log = { ...request.body, now: new Date(now()) }
        await noteReceiptLog(store, { municipalityId, clientId }, log)
        return reply.code(204).send(null)
      },
    })

    app.route({
      ...contractRoute(api.listPhones),
      handler: async (request, reply) => {
        const principal = memberOf(request)
        const walkId = request.query.walk ?? null
        if (!mayList(principal, walkId)) return sendProblem(reply, { code: 'forbidden' })
        const { municipalityId } = principal
        const asked = { municipalityId, walkId, now: new Date(now()) }
        return { phones: await listPhones(store.db, asked) }
      },
    })

    app.route({
      ...contractRoute(api.lockPhone),
      handler: async (request, reply) => {
        const account = accountOf(request)
        if (!mayOrganise(accountActor(account))) return sendProblem(reply, { code: 'forbidden' })
        const { municipalityId, accountId } = account
        const { id: clientId } = request.params
        const wasThere = await lockPhone(store, { municipalityId, clientId, now: new Date(now()) })
        if (!wasThere) return sendProblem(reply, { code: 'not-found' })
        request.log.info({ phone: clientId, by: accountId }, 'phone locked out')
        return reply.code(204).send(null)
      },
    })

    app.route({
      ...contractRoute(api.missingPhotos),
      handler: async (request) => {
        const account = accountOf(request)
        const { municipalityId } = account
        const rows = await findMissingPhotos(store.db, { municipalityId, now: new Date(now()) })
        const photos = rows.flatMap((row) => shown(row, account) ?? [])
        return firstPage(photos)
      },
    })
  }

const firstPage = (photos: MissingPhoto[]) => ({
  photos: photos.slice(0, limits.listPage),
  hasMore: photos.length > limits.listPage,
})

const isSound = ({ highest, from, held }: ReceiptLog): boolean =>
  from <= highest + 1 && held.every(([first = 0, last = 0]) => first <= last)

/** A leader sees the phones of the own walk; coordinators and administrators those of the municipality. */
function mayList(principal: Principal, walkId: string | null): boolean {
  if (principal.kind === 'account') return mayOrganise(accountActor(principal))
  const part = walkId === null ? undefined : actorInSpace(principal, walkId)
  return part !== undefined && part.isMember && mayOrganise(part.actor)
}

/** Returns nothing where the reader may not see the observation, or where it no longer names the photo. */
function shown(row: MissingPhotoRow, account: AccountPrincipal): MissingPhoto | undefined {
  const observation = visibleObservation(row.observation, accountActor(account))
  if (!observation) return undefined
  const index = observation.photos.findIndex(({ photoId }) => photoId === row.photoId)
  const photo = observation.photos[index]
  return (
    photo && {
      photoId: row.photoId,
      place: index + 1,
      of: observation.photos.length,
      announcedAt: photo.announcedAt ?? row.announcedAt.toISOString(),
      share: Number(row.receivedBytes) / Number(row.size),
      lastSeenAt: row.lastSeenAt.toISOString(),
      observation,
    }
  )
}
