import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { api, type Body } from '../../../../shared/contract/api-contract.ts'
import { checkText } from '../../../../shared/observation/check-text.ts'
import { tidyName } from '../../../../shared/text/display-name.ts'
import type { Outcome } from '../../../../shared/problem.ts'
import type { JoinedWalk } from '../../../../shared/walk/walk.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { actorInSpace } from '../../../identity/actor-in-space.ts'
import { deviceOf } from '../../sessions/authentication.ts'
import { guardedCodes, openCode } from '../../limits/guarded-codes.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import {
  joinWalk,
  leaveWalk,
  renameMember,
  type KnownCode,
  type MemberKey,
} from '../../../store/walks/membership-store.ts'
import { readMunicipality } from '../../../store/walks/municipality-store.ts'
import { readMovedAt } from '../../../store/identity/move-store.ts'
import { noteLeft } from '../../../store/identity/phone-store.ts'
import { hashSecret } from '../../../store/identity/session-store.ts'
import { readWalk } from '../../../store/walks/walk-store.ts'
import { contractRoute } from '../contract-route.ts'
import { joinedWalk } from './joined-walk.ts'
import { openDeviceSession, renewDeviceSession } from '../../sessions/device-session.ts'

/** Looks a walk up by its code and joins it. */
export const walkRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, now } = dependencies
    const findCode = guardedCodes(dependencies)

    app.route({
      ...contractRoute(api.previewWalk),
      handler: async (request, reply) => {
        const found = openCode(await findCode(request, request.params.code))
        if (!found.ok) return sendProblem(reply, found.problem)
        const { municipalityId, walkId } = found.value
        const walk = await readWalk(store.db, { municipalityId, walkId })
        if (!walk) return sendProblem(reply, { code: 'unknown-walk-code' })
        const { name, privacy } = await readMunicipality(store.db, municipalityId)
        const { title, startsAt, endsAt, meetingPlace, host = null } = walk
        return { title, startsAt, endsAt, meetingPlace, host, municipality: name, privacy }
      },
    })

    app.route({
      ...contractRoute(api.joinWalk),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const found = await findCode(request, request.body.code)
        if (!found.ok) return sendProblem(reply, found.problem)
        const joined = await join(dependencies, { request, reply, found: found.value })
        return joined.ok ? joined.value : sendProblem(reply, joined.problem)
      },
    })

    app.route({
      ...contractRoute(api.renameSelf),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const member = memberKey(request, request.params.id)
        if (!member) return sendProblem(reply, { code: 'forbidden' })
        const name = checkText(tidyName(request.body.displayName ?? ''), 'name')
        if (!name.ok) return sendProblem(reply, name.problem)
        await renameMember(store.db, member, name.value === '' ? null : name.value)
        return reply.code(204).send(null)
      },
    })

    app.route({
      ...contractRoute(api.leaveWalk),
      handler: async (request, reply) => {
        const member = memberKey(request, request.params.id)
        if (!member) return sendProblem(reply, { code: 'forbidden' })
        // The person goes on with another phone; only this one has left.
        if ((await readMovedAt(store.db, ownKey(request))) === null)
          await leaveWalk(store.db, member, new Date(now()))
        return reply.code(204).send(null)
      },
    })
  }

function ownKey(request: FastifyRequest) {
  const { municipalityId, phoneId: clientId } = deviceOf(request)
  return { municipalityId, clientId }
}

/** The phone's own part in the walk; nothing for strangers and for who was removed from it. */
function memberKey(request: FastifyRequest, walkId: string): MemberKey | undefined {
  const phone = deviceOf(request)
  const { municipalityId, clientId } = phone
  return actorInSpace(phone, walkId)?.isMember ? { municipalityId, clientId, walkId } : undefined
}

interface JoinRequest {
  request: FastifyRequest<{ Body: Body<'joinWalk'> }>
  reply: FastifyReply
  found: KnownCode
}

async function join(
  dependencies: Dependencies,
  { request, reply, found }: JoinRequest,
): Promise<Outcome<JoinedWalk>> {
  const { store, now } = dependencies
  const { clientId, displayName, deviceKey } = request.body
  const { municipalityId, walkId } = found
  const phone = { municipalityId, clientId, deviceKey }
  const name = checkText(tidyName(displayName ?? ''), 'name')
  if (!name.ok) return name
  const renewed = await renewDeviceSession(dependencies, { request, phone })
  if (!renewed.ok) return renewed
  const joined = await store.db.transaction().execute((tx) =>
    joinWalk(tx, {
      ...found,
      clientId,
      displayName: name.value === '' ? null : name.value,
      keyHash: deviceKey === undefined ? null : hashSecret(deviceKey),
      now: new Date(now()),
    }),
  )
  if (!joined.ok) return joined
  const { ticket, leftClientId } = renewed.value
  if (leftClientId !== undefined) {
    await noteLeft(store, { municipalityId, clientId: leftClientId, now: new Date(now()) })
  }
  await openDeviceSession(dependencies, { reply, phone, ticket })
  return joinedWalk(dependencies, { municipalityId, walkId, clientId, joined: joined.value })
}
