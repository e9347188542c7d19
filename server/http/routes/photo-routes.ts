import type { IncomingMessage } from 'node:http'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import Type, { type Static } from 'typebox'
import { otherRoutes } from '../../../shared/contract/api-contract.ts'
import { limits } from '../../../shared/limits.ts'
import { UuidSchema } from '../../../shared/sync/schema-parts.ts'
import { photoVariants } from '../../../shared/observation/photo.ts'
import type { Outcome } from '../../../shared/problem.ts'
import type { Dependencies } from '../../dependencies.ts'
import { cleanPhotosJob } from '../../jobs/clean-photos-job.ts'
import { deviceOf, memberOf } from '../sessions/authentication.ts'
import { sendProblem } from '../plugins/problem-details.ts'
import { readPhoto } from '../../photos/read-photo.ts'
import {
  readUpload,
  receivePhotoBytes,
  type UploadProgress,
} from '../../photos/receive-photo-bytes.ts'
import { contractRoute } from './contract-route.ts'
import { UploadTurns } from './upload-turns.ts'

const closed = { additionalProperties: false } as const
const params = Type.Object({ id: UuidSchema }, closed)
const readParams = Type.Object(
  { id: UuidSchema, variant: Type.Union(photoVariants.map((name) => Type.Literal(name))) },
  closed,
)
const bytes = Type.String({ pattern: '^\\d{1,12}$' })
/** Names and meaning follow the tus protocol 1.0 with its checksum extension; other headers are ignored. */
const uploadHeaders = Type.Object({
  'upload-offset': bytes,
  'upload-length': Type.Optional(bytes),
  'upload-checksum': Type.Optional(Type.String({ pattern: '^sha256 [A-Za-z0-9+/]{43}=$' })),
  'content-length': Type.Optional(bytes),
})
type UploadHeaders = Static<typeof uploadHeaders>

const uploadType = 'application/offset+octet-stream'

/** Upload of photos by offset, and reading of cleaned ones (sync.md §2.5). */
export const photoRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const turns = new UploadTurns()
    app.removeAllContentTypeParsers()
    // The body goes straight to disk: the request itself is the body.
    app.addContentTypeParser(uploadType, (_request, payload, done) => done(null, payload))

    app.route({
      ...contractRoute(otherRoutes.photoOffset),
      schema: { params },
      handler: async (request, reply) => {
        const { municipalityId, clientId } = deviceOf(request)
        const key = { municipalityId, photoId: request.params.id, clientId }
        return answerProgress(reply, await readUpload(dependencies, key), 200)
      },
    })

    app.route({
      ...contractRoute(otherRoutes.photoUpload),
      schema: { params, headers: uploadHeaders },
      bodyLimit: limits.photoBytes,
      handler: async (request, reply) => {
        const { municipalityId, clientId } = deviceOf(request)
        const key = { municipalityId, photoId: request.params.id, clientId }
        const outcome = await turns.run(`${municipalityId}/${key.photoId}`, request.raw, () =>
          receivePhotoBytes(dependencies, { ...key, ...chunkOf(request.headers, request.raw) }),
        )
        if (outcome.ok && outcome.value.offset === outcome.value.size) app.jobs.ask(cleanPhotosJob)
        return answerProgress(reply, outcome, 204)
      },
    })

    app.route({
      ...contractRoute(otherRoutes.photoRead),
      schema: { params: readParams },
      handler: async (request, reply) => {
        const { id: photoId, variant } = request.params
        const outcome = await readPhoto(dependencies, memberOf(request), { photoId, variant })
        if (!outcome.ok) return sendProblem(reply, outcome.problem)
        return sendPicture(reply, outcome.value)
      },
    })
  }

function chunkOf(headers: UploadHeaders, raw: IncomingMessage) {
  const optional = (text: string | undefined) => (text === undefined ? undefined : Number(text))
  return {
    offset: Number(headers['upload-offset']),
    length: optional(headers['upload-length']),
    checksum: headers['upload-checksum']?.slice('sha256 '.length),
    chunkBytes: optional(headers['content-length']),
    // Otherwise, leaving the loop early would cut the connection before the response is on it.
    bytes: raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>,
  }
}

function answerProgress(
  reply: FastifyReply,
  outcome: Outcome<UploadProgress>,
  status: 200 | 204,
): FastifyReply {
  void reply.header('tus-resumable', '1.0.0')
  if (!outcome.ok) {
    const offset = outcome.problem.detail?.['offset']
    if (offset !== undefined) void reply.header('upload-offset', String(offset))
    return sendProblem(reply, outcome.problem)
  }
  const { offset, size, state } = outcome.value
  if (size !== null) void reply.header('upload-length', String(size))
  void reply.header('upload-offset', String(offset)).header('x-photo-state', state)
  return reply.code(status).send()
}

/** Who may see a picture may change, so it is cached privately and for a short while only. */
function sendPicture(
  reply: FastifyReply,
  { size, stream }: { size: number; stream: NodeJS.ReadableStream },
): FastifyReply {
  return reply
    .header('cache-control', 'private, max-age=300')
    .header('content-type', 'image/jpeg')
    .header('content-length', String(size))
    .header('content-disposition', 'inline')
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin')
    .send(stream)
}
