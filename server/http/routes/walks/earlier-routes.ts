import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Actor } from '../../../../shared/access/roles.ts'
import { api, type Cluster } from '../../../../shared/contract/api-contract.ts'
import type { EarlierWalk } from '../../../../shared/contract/walk-contract.ts'
import { halvesOf, type BoundingBox } from '../../../../shared/geo.ts'
import { statuses, statusFamily } from '../../../../shared/observation/observation-status.ts'
import { summariseRatings } from '../../../../shared/rating/rating-summary.ts'
import type { Dependencies } from '../../../dependencies.ts'
import type { Store } from '../../../store/database/database.ts'
import { clusterObservations } from '../../../store/desk/cluster-queries.ts'
import { visibleKinds, type DeskFilter } from '../../../store/desk/desk-filter.ts'
import { readRatings } from '../../../store/ratings/rating-store.ts'
import { readLastWalk } from '../../../store/walks/walk-store.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { parseBox } from '../parse-box.ts'
import { findWalk, mayEditWalk, type FoundWalk } from './find-walk.ts'

/** What is known of a place from before, for a leader's phone that plans a walk there. */
export const earlierRoutes =
  ({ store }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.earlierHere),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayEditWalk)
        if (!found.ok) return sendProblem(reply, found.problem)
        const box = parseBox(request.query.bbox)
        if (!box.ok) return sendProblem(reply, box.problem)
        const [clusters, lastWalk] = await Promise.all([
          openFindings(store, found.value, { box: box.value, zoom: request.query.zoom }),
          lastWalkIn(store, found.value, box.value),
        ])
        return { clusters, lastWalk }
      },
    })
  }

const open = statuses.filter((status) => statusFamily(status) === 'open')

/** A phone that has pinned none of it, and leads no walk in which it was pinned. */
const anybody: Actor = { kind: 'device', clientId: '', role: 'walker' }

/** Without words, names and photos: a place, a category and a state. */
async function openFindings(
  { db }: Store,
  { municipalityId }: FoundWalk,
  { box, zoom }: { box: BoundingBox; zoom: number },
): Promise<Cluster[]> {
  const filter: DeskFilter = {
    ...{ municipalityId, box: null, statuses: open, kinds: visibleKinds(anybody, null) },
    ...{ parties: null, others: {}, words: null, owners: null, isOwnerless: false, nowMs: 0 },
  }
  const halves = await Promise.all(
    halvesOf(box).map((half) => clusterObservations(db, { ...filter, box: half }, { zoom })),
  )
  return halves.flatMap(({ clusters }) => clusters.map(({ number: _, ...mark }) => mark))
}

async function lastWalkIn(
  { db }: Store,
  { municipalityId, walk: { id: but } }: FoundWalk,
  box: BoundingBox,
): Promise<EarlierWalk | null> {
  const last = await readLastWalk(db, { municipalityId, box, but })
  if (!last) return null
  const { title, startsAt, endsAt, phase, route, stops } = last
  const ratings = await readRatings(db, { municipalityId, walkId: last.id })
  const stopIds = stops.map(({ id }) => id)
  return {
    ...{ title, startsAt, endsAt, phase, route, stops },
    ratings: summariseRatings(ratings, { stopIds, basis: 'local', isClosed: true }),
  }
}
