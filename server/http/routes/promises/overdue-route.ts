import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isGranted, mayAssign } from '../../../../shared/access/permissions.ts'
import type { AccountActor } from '../../../../shared/access/roles.ts'
import { api } from '../../../../shared/contract/api-contract.ts'
import type { Overdue } from '../../../../shared/contract/promise-contract.ts'
import { missingAnswers } from '../../../../shared/observation/promises/missing-answers.ts'
import { calendarDayOf, type CalendarDay } from '../../../../shared/timestamps.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { accountActor } from '../../../identity/principal.ts'
import type { Store } from '../../../store/database/database.ts'
import { visibleKinds, type DeskFilter } from '../../../store/desk/desk-filter.ts'
import { readMissingAnswers } from '../../../store/promises/answerable-store.ts'
import { listOverdueFeedback } from '../../../store/promises/feedback-store.ts'
import { countOverdue, countUnowned } from '../../../store/promises/overdue-store.ts'
import { readTimeZone } from '../../../store/walks/municipality-store.ts'
import { accountOf } from '../../sessions/authentication.ts'
import { contractRoute } from '../contract-route.ts'

/** Feedbacks to walks on the first screen; of more it says that there are more. */
const mostFeedback = 5

/** What leads the first screen of the desk. */
export const overdueRoute =
  ({ store, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.readOverdue),
      handler: async (request) => {
        const account = accountOf(request)
        const { municipalityId } = account
        const nowMs = now()
        const today = calendarDayOf(nowMs, await readTimeZone(store.db, municipalityId))
        const actor = accountActor(account)
        const filter = filterFor(actor, { municipalityId, nowMs })
        const [late, feedback, unowned] = await Promise.all([
          countOverdue(store.db, filter, today),
          isGranted('walk', 'gather', actor) ? overdueFeedback(store, municipalityId, today) : null,
          mayAssign(actor) ? countUnowned(store.db, filter) : null,
        ])
        return { ...late, feedback, unowned }
      },
    })
  }

/** Officials look after what their parties have; others after all that they may see. */
const filterFor = (
  actor: AccountActor,
  { municipalityId, nowMs }: Pick<DeskFilter, 'municipalityId' | 'nowMs'>,
): DeskFilter => ({
  ...{ municipalityId, nowMs, box: null, statuses: null, others: {}, words: null },
  ...{ isOwnerless: false, owners: null },
  kinds: visibleKinds(actor, null),
  parties: actor.role === 'official' ? { ids: actor.partyIds, orNone: false } : null,
})

async function overdueFeedback(
  { db }: Store,
  municipalityId: string,
  today: CalendarDay,
): Promise<NonNullable<Overdue['feedback']>> {
  const found = await listOverdueFeedback(db, { municipalityId, today, limit: mostFeedback })
  const shown = found.slice(0, mostFeedback)
  const walkIds = [...new Set(shown.map(({ walkId }) => walkId))]
  const missing = await readMissingAnswers(db, { municipalityId, walkIds })
  return {
    walks: shown.map((one) => ({
      ...one,
      missing: missing.get(one.walkId) ?? missingAnswers([]),
    })),
    isMore: found.length > mostFeedback,
  }
}
