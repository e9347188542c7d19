import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { api } from '../../../shared/contract/api-contract.ts'
import { halvesOf } from '../../../shared/geo.ts'
import { ownFindings } from '../../../shared/observation/own-findings.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import {
  visibleObservation,
  type VisibleObservation,
} from '../../../shared/observation/visible-observation.ts'
import type { Dependencies } from '../../dependencies.ts'
import { accountActor, type AccountPrincipal } from '../../identity/principal.ts'
import { accountOf } from '../sessions/authentication.ts'
import { sendProblem } from '../plugins/problem-details.ts'
import { clusterObservations } from '../../store/desk/cluster-queries.ts'
import { cursorOf, keyOf } from '../../store/desk/desk-sort.ts'
import { readHistory } from '../../store/observations/history-queries.ts'
import { listMineFirst } from '../../store/desk/mine-first.ts'
import { listObservations, readObservation } from '../../store/desk/observation-queries.ts'
import { contractRoute } from './contract-route.ts'
import { parseDeskFilter } from './parse-desk-filter.ts'

/** Items of a page when the query names no limit. */
const defaultLimit = 50

/** What the desk reads: a filtered page, clusters on the map, one observation, its history. Nothing here writes. */
export const observationRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(collectionRoutes(dependencies))
    await app.register(singleRoutes(dependencies))
  }

const collectionRoutes =
  ({ store, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.listObservations),
      handler: async (request, reply) => {
        const account = accountOf(request)
        const { sort = 'new', limit = defaultLimit, cursor, ...query } = request.query
        const filter = parseDeskFilter(account, query, now())
        if (!filter.ok) return sendProblem(reply, filter.problem)
        const after = cursor === undefined ? null : keyOf(sort, cursor)
        if (after === undefined) return sendProblem(reply, { code: 'bad-request' })
        const actor = accountActor(account)
        const asked = { filter: filter.value, after, limit }
        const page =
          sort === 'mine'
            ? await listMineFirst(store.db, { ...asked, own: ownFindings(actor) })
            : await listObservations(store.db, { ...asked, sort })
        const items = page.observations.flatMap((item) => visibleObservation(item, actor) ?? [])
        return { items, total: page.total, next: page.next && cursorOf(sort, page.next) }
      },
    })

    app.route({
      ...contractRoute(api.clusterObservations),
      handler: async (request, reply) => {
        const { zoom, ...query } = request.query
        const filter = parseDeskFilter(accountOf(request), query, now())
        if (!filter.ok) return sendProblem(reply, filter.problem)
        const { box } = filter.value
        if (!box) return sendProblem(reply, { code: 'bad-request' })
        const halves = await Promise.all(
          halvesOf(box).map((half) =>
            clusterObservations(store.db, { ...filter.value, box: half }, { zoom }),
          ),
        )
        return {
          clusters: halves.flatMap(({ clusters }) => clusters),
          total: halves.reduce((sum, { total }) => sum + total, 0),
        }
      },
    })
  }

const singleRoutes =
  ({ store }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.readObservation),
      handler: async (request, reply) => {
        const found = await findVisible({ store }, accountOf(request), request.params.id)
        return found.ok ? found.value : sendProblem(reply, found.problem)
      },
    })

    app.route({
      ...contractRoute(api.readHistory),
      handler: async (request, reply) => {
        const account = accountOf(request)
        const { municipalityId } = account
        const { id } = request.params
        const found = await findVisible({ store }, account, id)
        if (!found.ok) return sendProblem(reply, found.problem)
        return {
          events: await readHistory(store.db, { municipalityId, id }, accountActor(account)),
        }
      },
    })
  }

/** Hidden and missing look alike, so that ids cannot be probed. */
async function findVisible(
  { store }: Pick<Dependencies, 'store'>,
  account: AccountPrincipal,
  id: string,
): Promise<Outcome<VisibleObservation>> {
  const observation = await readObservation(store.db, {
    municipalityId: account.municipalityId,
    id,
  })
  const visible = observation && visibleObservation(observation, accountActor(account))
  return visible ? succeed(visible) : refuse('not-found')
}
