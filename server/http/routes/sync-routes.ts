import { Readable } from 'node:stream'
import type { FastifyBaseLogger } from 'fastify'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { api } from '../../../shared/contract/api-contract.ts'
import { limits } from '../../../shared/limits.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { Dependencies } from '../../dependencies.ts'
import { cleanPhotosJob } from '../../jobs/clean-photos-job.ts'
import { foldTalliesJob, gatherSeconds } from '../../jobs/fold-tallies-job.ts'
import { askSeconds, namePlacesJob } from '../../jobs/name-places-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import { memberOf } from '../sessions/authentication.ts'
import { sendProblem } from '../plugins/problem-details.ts'
import { findAnswers } from '../../store/spaces/mutation-ledger.ts'
import { readServerMeta } from '../../store/spaces/space-rules.ts'
import { startPull, wholeOf } from '../../sync/pull/pull-changes.ts'
import type { Push } from '../../sync/push/authored-push.ts'
import { receiveMutations } from '../../sync/push/receive-mutations.ts'
import { spaceTurns } from '../../sync/push/space-turns.ts'
import { contractRoute } from './contract-route.ts'
import { pullText } from './pull-text.ts'

/** Fewer than the connections of the pool, so that some are left for readers. */
const maxSpacesAtOnce = 6

/** The two exchanges of the sync protocol (sync.md §1.2, §1.3), and the answers to parked mutations. */
export const syncRoutes =
  ({ store, now, feed }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const takeTurn = spaceTurns(maxSpacesAtOnce)
    app.route({
      ...contractRoute(api.push),
      bodyLimit: limits.pushBytes,
      handler: async (request, reply) => {
        const principal = memberOf(request)
        const { body } = request
        const push: Push = { principal, request: body, now: now(), report: logParked(request.log) }
        const outcome = await receiveMutations(store, push, { takeTurn })
        if (!outcome.ok) return sendProblem(reply, outcome.problem)
        app.metrics.countMutations(outcome.value.results)
        const { head, heads = { [body.space]: head } } = outcome.value
        for (const [spaceId, newHead] of Object.entries(heads)) {
          feed.publish({ municipalityId: principal.municipalityId, spaceId, head: newHead })
        }
        askForJobs(app.jobs, body.mutations)
        return outcome.value
      },
    })

    app.route({
      ...contractRoute(api.pull),
      bodyLimit: 16 * 1024,
      handler: async (request, reply) => {
        const outcome = await startPull(store, {
          principal: memberOf(request),
          request: request.body,
          now: now(),
        })
        if (!outcome.ok) return sendProblem(reply, outcome.problem)
        if (!outcome.value.isLong) return wholeOf(outcome.value)
        void reply.type('application/json; charset=utf-8')
        // The reply's schema describes what the text contains.
        return Readable.from(pullText(outcome.value)) as never
      },
    })

    app.route({
      ...contractRoute(api.askAnswers),
      bodyLimit: 16 * 1024,
      handler: async (request) => {
        const { municipalityId } = memberOf(request)
        const { epoch } = await readServerMeta(store)
        const results = await findAnswers(store, municipalityId, request.body.mutations)
        return { epoch, serverTime: new Date(now()).toISOString(), results }
      },
    })
  }

/** What a push leaves to be done later. Bytes of a photo may have come before this announcement of it. */
function askForJobs(jobs: JobQueue, mutations: readonly MutationEnvelope[]): void {
  if (mutations.some(mayAnnounce)) jobs.ask(cleanPhotosJob)
  jobs.ask(foldTalliesJob, { afterSeconds: gatherSeconds })
  jobs.ask(namePlacesJob, { afterSeconds: askSeconds })
}

/** Never log the error's message or the mutation's arguments: both may hold what a person wrote. */
const logParked =
  (log: FastifyBaseLogger): NonNullable<Push['report']> =>
  (error, { id, name }) => {
    log.error({ errorName: nameOf(error), mutation: id, name }, 'mutation parked')
  }

/** Arguments are not validated here; any mutation with photos may have announced some. */
const mayAnnounce = ({ name, args }: MutationEnvelope): boolean =>
  name === 'photo.announce' ||
  (typeof args === 'object' && args !== null && 'photos' in args && args.photos !== undefined)

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
