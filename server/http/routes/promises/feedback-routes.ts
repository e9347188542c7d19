import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isGranted } from '../../../../shared/access/permissions.ts'
import { roleOf, type Actor } from '../../../../shared/access/roles.ts'
import { api } from '../../../../shared/contract/api-contract.ts'
import type { FeedbackLine } from '../../../../shared/contract/promise-contract.ts'
import { calendarDayOf } from '../../../../shared/timestamps.ts'
import { nextFeedback } from '../../../../shared/walk/feedback/feedback-dates.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { accountActor } from '../../../identity/principal.ts'
import type { Store } from '../../../store/database/database.ts'
import { readMissingAnswers } from '../../../store/promises/answerable-store.ts'
import {
  listFeedback,
  noteFeedback,
  type FeedbackOfWalk,
} from '../../../store/promises/feedback-store.ts'
import { readTimeZone } from '../../../store/walks/municipality-store.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { accountOf } from '../../sessions/authentication.ts'
import { contractRoute } from '../contract-route.ts'
import { findWalk } from '../walks/find-walk.ts'

/** Walks of one answer. */
const pageSize = 100

const mayGiveFeedback = (actor: Actor): boolean => isGranted('walk', 'gather', actor)

/** When the people of a walk hear what came of it, and that they have. */
export const feedbackRoutes =
  ({ store, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.listFeedback),
      handler: async (request, reply) => {
        const account = accountOf(request)
        if (!mayGiveFeedback(accountActor(account)))
          return sendProblem(reply, { code: 'forbidden' })
        const { municipalityId } = account
        const { walk: walkId = null, cursor: after = null } = request.query
        const asked = { municipalityId, walkId, after, limit: pageSize }
        const found = await listFeedback(store.db, asked)
        const walks = await linesOf(store, municipalityId, found.slice(0, pageSize))
        return { walks, next: found.length > pageSize ? (walks.at(-1)?.walkId ?? null) : null }
      },
    })

    app.route({
      ...contractRoute(api.noteFeedback),
      bodyLimit: 4_096,
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayGiveFeedback)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { municipalityId, walk, actor } = found.value
        const key = { municipalityId, walkId: walk.id }
        const { months, isGiven } = request.body
        const today = calendarDayOf(now(), await readTimeZone(store.db, municipalityId))
        const given = { months, on: isGiven ? today : null, byRole: roleOf(actor) }
        if (!(await noteFeedback(store.db, key, given))) {
          return sendProblem(reply, { code: 'not-found' })
        }
        const [line] = await listFeedback(store.db, { ...key, after: null, limit: 1 })
        return { dates: line?.dates ?? [] }
      },
    })
  }

/** What is missing is looked up only for walks that still have a feedback to come. */
async function linesOf(
  { db }: Store,
  municipalityId: string,
  found: readonly FeedbackOfWalk[],
): Promise<FeedbackLine[]> {
  const walkIds = found.filter(({ dates }) => nextFeedback(dates)).map(({ walkId }) => walkId)
  const missing = await readMissingAnswers(db, { municipalityId, walkIds })
  return found.map(({ walkId, dates }) => ({ walkId, dates, missing: missing.get(walkId) ?? null }))
}
