import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { api, type Body, type Reply } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { Dependencies } from '../../dependencies.ts'
import {
  goOnWith,
  hasOwnPart,
  offerMove,
  readMovedAt,
  takeMove,
} from '../../store/identity/move-store.ts'
import { hashSecret } from '../../store/identity/session-store.ts'
import { partsOf, saveClient } from '../../store/walks/membership-store.ts'
import { guardedMoves } from '../limits/guarded-moves.ts'
import { RefusedRequestError, sendProblem } from '../plugins/problem-details.ts'
import { deviceOf } from '../sessions/authentication.ts'
import { openDeviceSession, renewDeviceSession } from '../sessions/device-session.ts'
import { contractRoute } from './contract-route.ts'
import { joinedWalk } from './walks/joined-walk.ts'

/** Long enough to find the new phone, short enough that a code on a photographed screen is worth little. */
const offeredForMs = 15 * 60_000

/** Going on with another phone by a code of the old one. */
export const moveRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, now } = dependencies
    const find = guardedMoves(dependencies)

    app.route({
      ...contractRoute(api.offerMove),
      handler: async (request, reply) => {
        const { municipalityId, phoneId: clientId } = deviceOf(request)
        const expiresAt = new Date(now() + offeredForMs)
        const { finder, sealed } = request.body
        const move = { municipalityId, clientId, sealed, expiresAt, findHash: findHashOf(finder) }
        if (!(await offerMove(store, move, new Date(now()))))
          return sendProblem(reply, { code: 'id-reused' })
        return { expiresAt: expiresAt.toISOString() }
      },
    })

    app.route({
      ...contractRoute(api.readMoved),
      handler: async (request) => {
        const { municipalityId, phoneId: clientId } = deviceOf(request)
        const movedAt = await readMovedAt(store.db, { municipalityId, clientId })
        return { movedAt: movedAt?.toISOString() ?? null }
      },
    })

    app.route({
      ...contractRoute(api.takeMove),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const { finder, clientId: phoneId } = request.body
        const asked = { findHash: findHashOf(finder), phoneId, now: new Date(now()) }
        const found = await find(request, asked)
        if (!found.ok) return sendProblem(reply, found.problem)
        const taking = { request, reply, municipalityId: found.value }
        const taken = await take(dependencies, taking)
        return taken.ok ? taken.value : sendProblem(reply, taken.problem)
      },
    })
  }

/** A copy of the table finds nothing by it. */
const findHashOf = (finder: string): string => hashSecret(finder).toString('hex')

interface Taking {
  request: FastifyRequest<{ Body: Body<'takeMove'> }>
  reply: FastifyReply
  municipalityId: Uuid
}

/** The phone proves its own id as when it joins. */
async function take(
  dependencies: Dependencies,
  { request, reply, municipalityId }: Taking,
): Promise<Outcome<Reply<'takeMove'>>> {
  const { store, now } = dependencies
  const { clientId, deviceKey, finder } = request.body
  const phone = { municipalityId, clientId, deviceKey }
  const renewed = await renewDeviceSession(dependencies, { request, phone })
  if (!renewed.ok) return renewed
  const at = new Date(now())
  const moved = await store.db
    .transaction()
    .execute((tx) => move(tx, { ...phone, findHash: findHashOf(finder), now: at }))
  if (!moved.ok) return moved
  await openDeviceSession(dependencies, { reply, phone, ticket: renewed.value.ticket })
  const parts = await partsOf(store.db, { municipalityId, clientId: moved.value.authorId })
  const walks = await Promise.all(
    parts.map(({ walkId, ...joined }) =>
      joinedWalk(dependencies, { municipalityId, walkId, clientId, joined }),
    ),
  )
  return succeed({
    sealed: moved.value.sealed,
    walks: walks.flatMap((walk) => (walk.ok ? [walk.value] : [])),
  })
}

interface Moving {
  municipalityId: Uuid
  clientId: Uuid
  deviceKey: string
  findHash: string
  now: Date
}

/** All or nothing: what is thrown keeps a code from being used up by a phone that may not use it. */
async function move(
  tx: Parameters<typeof takeMove>[0],
  { municipalityId, clientId, deviceKey, findHash, now }: Moving,
): Promise<Outcome<{ authorId: Uuid; sealed: string }>> {
  const taken = await takeMove(tx, { findHash, phoneId: clientId, now })
  if (!taken) return refuse('not-found')
  const { oldPhoneId, sealed } = taken
  const phone = { municipalityId, clientId }
  if (await hasOwnPart(tx, { ...phone, oldPhoneId })) throw new RefusedRequestError('forbidden')
  await saveClient(tx, { ...phone, keyHash: hashSecret(deviceKey), now })
  const authorId = await goOnWith(tx, { municipalityId, oldPhoneId, phoneId: clientId, now })
  return succeed({ authorId, sealed })
}
