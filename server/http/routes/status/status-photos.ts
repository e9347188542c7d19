import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { otherRoutes } from '../../../../shared/contract/api-contract.ts'
import { isUuid } from '../../../../shared/identifiers.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { readPhoto } from '../../../photos/read-photo.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { findPresentHolder, readerOf } from './link-reader.ts'
import { privately, secretOf } from './private-reply.ts'

/** The photos of the report that a secret link opens: those that its person may see. */
export const statusPhotos =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(otherRoutes.statusPhoto),
      handler: async (request, reply) => {
        const { photo: photoId } = request.params as { photo: string }
        const holder = await findPresentHolder(dependencies.store, secretOf(request))
        if (!holder || !isUuid(photoId)) return sendProblem(reply, { code: 'not-found' })
        const photo = { photoId, variant: 'large' } as const
        const read = await readPhoto(dependencies, readerOf(holder), photo)
        if (!read.ok) return sendProblem(reply, read.problem)
        const { size, stream } = read.value
        return privately(reply)
          .headers({ 'content-type': 'image/jpeg', 'content-length': String(size) })
          .send(stream)
      },
    })
  }
