import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { isGranted } from '../../../../shared/access/permissions.ts'
import { api, type Body } from '../../../../shared/contract/api-contract.ts'
import { makeUuid } from '../../../../shared/identifiers.ts'
import { succeed, type Outcome } from '../../../../shared/problem.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { eraseReply } from '../../../privacy/erase-reply.ts'
import {
  findReplyLink,
  summariseReplies,
  type ReplyKey,
} from '../../../store/replies/reply-store.ts'
import { linkHashOf } from '../../../store/wishes/wish-store.ts'
import { receiveFromLink } from '../../../sync/push/receive-from-link.ts'
import { countedSenders } from '../../limits/counted-senders.ts'
import { guardedCodes, openCode, type FindCode } from '../../limits/guarded-codes.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { findWalk } from '../walks/find-walk.ts'
import { readInvitation, replyIdOf } from './read-invitation.ts'

/** Answering an invitation by its code, and what was answered, for those who plan the walk. */
export const replyRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store } = dependencies
    await app.register(answeringRoutes(dependencies))

    app.route({
      ...contractRoute(api.countReplies),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, (actor) => isGranted('reply', 'count', actor))
        if (!found.ok) return sendProblem(reply, found.problem)
        const { municipalityId, walk } = found.value
        return summariseReplies(store.db, { municipalityId, walkId: walk.id })
      },
    })
  }

const answeringRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store } = dependencies
    const findCode = guardedCodes(dependencies)
    const count = countedSenders(dependencies, 'reply')

    app.route({
      ...contractRoute(api.readInvitation),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const found = await findInvited(dependencies, { request, findCode })
        if (!found.ok) return sendProblem(reply, found.problem)
        const read = await readInvitation(store, found.value)
        return read ?? sendProblem(reply, { code: 'unknown-walk-code' })
      },
    })

    app.route({
      ...contractRoute(api.giveReply),
      bodyLimit: 16_384,
      handler: async (request, reply) => {
        const found = await findInvited(dependencies, { request, findCode })
        if (!found.ok) return sendProblem(reply, found.problem)
        if (found.value.isElsewhere) return sendProblem(reply, { code: 'id-reused' })
        const counted = await count(request, found.value.walkId)
        if (!counted.ok) return sendProblem(reply, counted.problem)
        const given = await give(dependencies, found.value, request.body)
        return given.ok ? reply.code(204).send(null) : sendProblem(reply, given.problem)
      },
    })

    app.route({
      ...contractRoute(api.eraseReply),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const found = await findReplyLink(store.db, linkHashOf(request.body.secret))
        // The same answer for a secret that opens nothing: it is deleted, or never was.
        if (found) await eraseReply(store, found)
        return reply.code(204).send(null)
      },
    })
  }

interface Invited extends ReplyKey {
  linkHash: string
  isCodeOpen: boolean
  /** The secret belongs to an answer to another walk, whose code this was before. */
  isElsewhere: boolean
}

/**
 * Returns the walk that somebody is invited to. A closed code invites nobody; whoever has answered before keeps the way to the own answer by
 * the secret. A code that was given to another walk since is for that one.
 */
async function findInvited(
  { store }: Dependencies,
  {
    request,
    findCode,
  }: { request: FastifyRequest<{ Body: Body<'readInvitation'> }>; findCode: FindCode },
): Promise<Outcome<Invited>> {
  const { code, secret } = request.body
  const linkHash = linkHashOf(secret)
  const opened = openCode(await findCode(request, code))
  const known = await findReplyLink(store.db, linkHash)
  if (!opened.ok) {
    return known ? succeed({ ...known, linkHash, isCodeOpen: false, isElsewhere: false }) : opened
  }
  const { municipalityId, walkId } = opened.value
  const isElsewhere = known !== undefined && known.walkId !== walkId
  const replyId = replyIdOf(linkHash, walkId)
  return succeed({ municipalityId, walkId, replyId, linkHash, isCodeOpen: true, isElsewhere })
}

/** A second press, also after a lost answer, changes the answer that is there. */
function give(
  { store, now, randomBytes }: Dependencies,
  { municipalityId, walkId, replyId, linkHash }: Invited,
  { code: _, secret: __, ...words }: Body<'giveReply'>,
): Promise<Outcome<unknown>> {
  const at = now()
  return receiveFromLink(store, {
    municipalityId,
    spaceId: walkId,
    id: makeUuid(at, () => randomBytes(16)),
    subjectId: replyId,
    mutation: { name: 'reply.give@1', args: { ...words, replyId, walkId, linkHash } },
    now: at,
  })
}
