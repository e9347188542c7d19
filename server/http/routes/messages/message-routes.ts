import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { isGranted } from '../../../../shared/access/permissions.ts'
import { api } from '../../../../shared/contract/api-contract.ts'
import type { MessageState } from '../../../../shared/message/message.ts'
import { refuse, succeed, type Outcome } from '../../../../shared/problem.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { accountActor, type AccountPrincipal } from '../../../identity/principal.ts'
import { handOverMailJob } from '../../../jobs/hand-over-mail-job.ts'
import { linkOriginOf } from '../../../mail/mail-settings.ts'
import { statusPageOnPhone } from '../../../mail/status-page-for.ts'
import {
  countMessages,
  listMessages,
  releaseMessage,
  removeMessage,
} from '../../../store/messages/outbox-store.ts'
import { readMunicipality } from '../../../store/walks/municipality-store.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { accountOf } from '../../sessions/authentication.ts'
import { contractRoute } from '../contract-route.ts'
import { visibleMessage } from './visible-message.ts'

/** Messages of a page: each open one is written anew to be shown. */
const page = 50

/** The outbox of e-mails, for coordinators. */
export const messageRoutes =
  ({ store, config, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.listMessages),
      handler: async (request, reply) => {
        const found = coordinatorOf(request)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { municipalityId } = found.value
        const { part = 'open', walk: walkId, finding: findingId } = request.query
        const scope = { municipalityId, part, walkId, findingId }
        const isWhole = walkId === undefined && findingId === undefined
        const [messages, counts, municipality] = await Promise.all([
          listMessages(store.db, scope, page + 1),
          isWhole ? countMessages(store.db, municipalityId) : {},
          readMunicipality(store.db, municipalityId),
        ])
        const statusPageFor = statusPageOnPhone({ db: store.db, origin: linkOriginOf(config) })
        const surroundings = { db: store.db, config, municipality, statusPageFor }
        const shown = []
        for (const message of messages.slice(0, page)) {
          shown.push(await visibleMessage(surroundings, message))
        }
        const isSending = config.smtpUrl !== null
        return { messages: shown, hasMore: messages.length > page, isSending, counts }
      },
    })

    app.route({
      ...contractRoute(api.sendMessage),
      handler: async (request, reply) => {
        const step = stepOf(request, now())
        if (!step.ok) return sendProblem(reply, step.problem)
        if (!(await releaseMessage(store.db, step.value))) return sendProblem(reply, stale)
        app.jobs.ask(handOverMailJob)
        return reply.code(204).send(null)
      },
    })

    app.route({
      ...contractRoute(api.removeMessage),
      handler: async (request, reply) => {
        const step = stepOf(request, now())
        if (!step.ok) return sendProblem(reply, step.problem)
        const isRemoved = await removeMessage(store.db, step.value)
        return isRemoved ? reply.code(204).send(null) : sendProblem(reply, stale)
      },
    })
  }

const stale = { code: 'stale', detail: { field: 'state' } } as const

function coordinatorOf(request: FastifyRequest): Outcome<AccountPrincipal> {
  const account = accountOf(request)
  const mayHandle = isGranted('municipality', 'handle-messages', accountActor(account))
  return mayHandle ? succeed(account) : refuse('forbidden')
}

type StepRequest = FastifyRequest<{ Params: { id: string }; Querystring: { base: MessageState } }>

function stepOf(request: FastifyRequest, nowMs: number) {
  const found = coordinatorOf(request)
  if (!found.ok) return found
  const { municipalityId } = found.value
  const { params, query } = request as StepRequest
  return succeed({ municipalityId, id: params.id, base: query.base, now: new Date(nowMs) })
}
