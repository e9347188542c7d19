import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { isGranted } from '../../../../shared/access/permissions.ts'
import type { Actor } from '../../../../shared/access/roles.ts'
import { api, otherRoutes } from '../../../../shared/contract/api-contract.ts'
import { publicationDraft } from '../../../../shared/publication/publication-draft.ts'
import { oneOf, UuidSchema } from '../../../../shared/sync/schema-parts.ts'
import { languages } from '../../../../shared/text/language.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { publicMaps } from '../../../report/public/public-map.ts'
import { writePublicPage } from '../../../report/public/public-page.ts'
import { readPublications } from '../../../store/publications/publication-store.ts'
import { readFindings, readPublicWalk } from '../../../store/publications/public-sources.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { findWalk } from '../walks/find-walk.ts'
import { languageIn, pagePolicy } from './find-public.ts'
import { publicFeeds } from './public-feeds.ts'
import { publicPages } from './public-pages.ts'

const mayPublish = (actor: Actor): boolean => isGranted('walk', 'publish', actor)
const closed = { additionalProperties: false } as const

/** What those who publish a walk decide about, the page as it would be, and what everybody may read. */
export const publicationRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, now } = dependencies
    const maps = publicMaps(dependencies.map)

    app.route({
      ...contractRoute(api.readPublication),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayPublish)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { municipalityId, walk, actor } = found.value
        const key = { municipalityId, walkId: walk.id }
        const [observations, publications] = await Promise.all([
          readFindings(store.db, key),
          readPublications(store.db, key),
        ])
        return publicationDraft({ walk, observations, publications, actor })
      },
    })

    app.route({
      ...contractRoute(otherRoutes.publicationPreview),
      schema: {
        params: Type.Object({ id: UuidSchema }, closed),
        querystring: Type.Object({ lang: Type.Optional(oneOf(languages)) }, closed),
      },
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayPublish)
        if (!found.ok) return sendProblem(reply, found.problem)
        const at = new Date(now()).toISOString()
        const facts = await readPublicWalk(store.db, { ...found.value, now: at })
        const map = await maps.read(facts)
        return reply
          .headers({
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': pagePolicy,
          })
          .send(
            writePublicPage({
              ...{ facts, language: languageIn(request), isDraft: true, links: null },
              // Its public address shows what is public already, if anything is.
              mapAddress: map && `data:image/png;base64,${map.png.toString('base64')}`,
              photoAddress: (id, variant) => `/api/photos/${id}/${variant}`,
            }),
          )
      },
    })

    await app.register(publicPages(dependencies, maps))
    await app.register(publicFeeds(dependencies))
  }
