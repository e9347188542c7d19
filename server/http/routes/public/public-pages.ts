import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { otherRoutes } from '../../../../shared/contract/api-contract.ts'
import { isUuid } from '../../../../shared/identifiers.ts'
import { photoVariants, type PhotoVariant } from '../../../../shared/observation/photo.ts'
import { publicParts } from '../../../../shared/publication/public-finding.ts'
import type { PublicWalk } from '../../../../shared/publication/public-walk.ts'
import type { Language } from '../../../../shared/text/language.ts'
import type { Dependencies } from '../../../dependencies.ts'
import type { PublicMaps } from '../../../report/public/public-map.ts'
import { writePublicPage } from '../../../report/public/public-page.ts'
import { findObservations } from '../../../store/observations/observation-store.ts'
import { findPhoto } from '../../../store/photos/photo-store.ts'
import { readPublication } from '../../../store/publications/publication-store.ts'
import { contractRoute } from '../contract-route.ts'
import {
  findPublished,
  isKnown,
  languageIn,
  pagePolicy,
  publicHeaders,
  readPublished,
  sendNotice,
  sendPublic,
} from './find-public.ts'

/** The public page of a walk with its map and photos, for anybody. Each answer looks at what is public at that moment. */
export const publicPages =
  (dependencies: Dependencies, maps: PublicMaps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(otherRoutes.publicWalk),
      handler: async (request, reply) => {
        const facts = await readPublished(dependencies, request)
        if (typeof facts === 'string') return sendNotice(request, reply, facts)
        const language = languageIn(request)
        const map = await maps.read(facts).catch((error: unknown) => {
          // The page draws stops and marks without a ground then.
          request.log.error(error)
          return null
        })
        return sendPublic(request, reply, {
          type: 'text/html; charset=utf-8',
          headers: { 'content-security-policy': pagePolicy, 'content-language': language },
          content: writePublicPage({
            ...{ facts, language, isDraft: false },
            mapAddress: map && `/vandringer/${facts.id}/kort?v=${map.version}`,
            photoAddress: (id, variant) => `/vandringer/${facts.id}/billeder/${id}/${variant}`,
            links: linksOf(facts, language),
          }),
        })
      },
    })

    app.route({
      ...contractRoute(otherRoutes.publicMap),
      handler: async (request, reply) => {
        const facts = await readPublished(dependencies, request)
        if (typeof facts === 'string') return sendNotice(request, reply, facts)
        const map = await maps.read(facts)
        return map
          ? sendPublic(request, reply, { type: 'image/png', content: map.png })
          : sendNotice(request, reply, 'missing')
      },
    })

    await app.register(publicPhotos(dependencies))
  }

function linksOf({ id, municipality }: PublicWalk, language: Language) {
  const query = language === 'en' ? '?lang=en' : ''
  return {
    other: `/vandringer/${id}${language === 'en' ? '' : '?lang=en'}`,
    feed: `/vandringer/${id}/feed.atom${query}`,
    feedOfAll: `/vandringer/kommune/${municipality.id}/feed.atom${query}`,
  }
}

/** A photo has a public address of its own, which stops with the page, with the decision about it, and with the photo. */
const publicPhotos =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, photoFiles } = dependencies

    app.route({
      ...contractRoute(otherRoutes.publicPhoto),
      handler: async (request, reply) => {
        const { photoId, variant } = request.params as { photoId: string; variant: string }
        const found = await findPublished(dependencies, request)
        if (typeof found === 'string') return sendNotice(request, reply, found)
        const fileName = await findFile(found, photoId)
        if (fileName === undefined || !isVariant(variant))
          return sendNotice(request, reply, 'missing')
        // A photo never changes: another picture is another id.
        const etag = `"${photoId}"`
        void reply.headers({ ...publicHeaders, etag })
        if (isKnown(request, etag)) return reply.code(304).send()
        const file = await photoFiles.read(fileName, variant)
        if (!file) return sendNotice(request, reply, 'missing')
        return reply
          .headers({ 'content-type': 'image/jpeg', 'content-length': String(file.size) })
          .send(file.stream)
      },
    })

    async function findFile(
      { municipalityId, walk }: { municipalityId: string; walk: { id: string } },
      photoId: string,
    ): Promise<string | undefined> {
      if (!isUuid(photoId)) return undefined
      const photo = await findPhoto(store.db, { municipalityId, photoId })
      const { observationId, walkId } = photo ?? {}
      if (photo?.state !== 'stored' || !observationId || walkId !== walk.id) return undefined
      const [observations, publication] = await Promise.all([
        findObservations(store.db, municipalityId, [observationId]),
        readPublication(store.db, { municipalityId, walkId }, observationId),
      ])
      const observation = observations.get(observationId)
      const shown = observation && publicParts(observation, publication)
      return shown?.photos.includes(photoId) ? photo.fileName : undefined
    }
  }

const isVariant = (text: string): text is PhotoVariant =>
  photoVariants.some((variant) => variant === text)
