import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { otherRoutes } from '../../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../../shared/identifiers.ts'
import type { PublicWalk } from '../../../../shared/publication/public-walk.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { municipalityFeed, walkFeed } from '../../../report/public/atom-feed.ts'
import { listPublicWalks, readLastChange } from '../../../store/publications/publication-store.ts'
import { readPublicWalk } from '../../../store/publications/public-sources.ts'
import { isMunicipality, readMunicipality } from '../../../store/walks/municipality-store.ts'
import { readWalk } from '../../../store/walks/walk-store.ts'
import { contractRoute } from '../contract-route.ts'
import { idIn, languageIn, originOf, readPublished, sendNotice, sendPublic } from './find-public.ts'

const type = 'application/atom+xml; charset=utf-8'

/** Atom feeds of one published walk, and of all that a municipality has published. */
export const publicFeeds =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store } = dependencies

    app.route({
      ...contractRoute(otherRoutes.publicFeed),
      handler: async (request, reply) => {
        const facts = await readPublished(dependencies, request)
        if (typeof facts === 'string') return sendNotice(request, reply, facts)
        const language = languageIn(request)
        const self = selfOf(`/vandringer/${facts.id}/feed.atom`, language)
        const origin = originOf(dependencies, request)
        return sendPublic(request, reply, {
          ...{ type, content: walkFeed(facts, { language, self, origin }) },
        })
      },
    })

    app.route({
      ...contractRoute(otherRoutes.publicFeedOfAll),
      handler: async (request, reply) => {
        const id = idIn(request)
        if (!id || !(await isMunicipality(store.db, id)))
          return sendNotice(request, reply, 'missing')
        const language = languageIn(request)
        const [profile, lastChange, walks] = await Promise.all([
          readMunicipality(store.db, id),
          readLastChange(store.db, id),
          readAll(dependencies, id),
        ])
        const { name, timeZone, privacy } = profile
        const municipality = { id, name, timeZone, ...privacy }
        const self = selfOf(`/vandringer/kommune/${id}/feed.atom`, language)
        const options = { language, self, origin: originOf(dependencies, request) }
        const content = municipalityFeed({ municipality, walks, lastChange }, options)
        return sendPublic(request, reply, { type, content })
      },
    })
  }

const selfOf = (path: string, language: string): string =>
  `${path}${language === 'en' ? '?lang=en' : ''}`

/** One after the other, so that one reader does not take every connection of the store. */
async function readAll({ store, now }: Dependencies, municipalityId: Uuid): Promise<PublicWalk[]> {
  const read: PublicWalk[] = []
  for (const walkId of await listPublicWalks(store.db, municipalityId)) {
    const walk = await readWalk(store.db, { municipalityId, walkId })
    if (walk?.publication?.state !== 'published') continue
    const at = new Date(now()).toISOString()
    read.push(await readPublicWalk(store.db, { municipalityId, walk, now: at }))
  }
  return read
}
