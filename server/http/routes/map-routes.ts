import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { api, otherRoutes } from '../../../shared/contract/api-contract.ts'
import { halvesOf } from '../../../shared/geo.ts'
import type { Dependencies } from '../../dependencies.ts'
import { parseBox } from './parse-box.ts'
import { sendProblem } from '../plugins/problem-details.ts'
import { contractRoute } from './contract-route.ts'

const whole = { type: 'integer', minimum: 0 } as const
const TileRoute = {
  ...otherRoutes.tile,
  params: Type.Object(
    { z: Type.Integer({ ...whole, maximum: 22 }), x: Type.Integer(whole), y: Type.Integer(whole) },
    { additionalProperties: false },
  ),
  /** `v` is the map version that the client has: such a response never changes. */
  query: Type.Object(
    { v: Type.Optional(Type.String({ maxLength: 40 })) },
    { additionalProperties: false },
  ),
}

/** Serves tiles of the operator's map file as they are stored, and the size of an area. */
export const mapRoutes =
  ({ map }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(TileRoute),
      handler: async ({ params, query, headers }, reply) => {
        if (!map) return sendProblem(reply, { code: 'not-found' })
        const etag = `"${map.version}"`
        void reply
          .header('etag', etag)
          .header('cache-control', query.v === map.version ? forEver : forADay)
        if (headers['if-none-match'] === etag) return reply.code(304).send()
        const tile = await map.tile(params)
        // An empty tile is an answer too: open sea. Clients keep it as one.
        if (!tile) return reply.code(204).send()
        if (tile.isGzipped) void reply.header('content-encoding', 'gzip')
        return reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile.bytes))
      },
    })

    app.route({
      ...contractRoute(api.mapArea),
      handler: async ({ query }, reply) => {
        if (!map) return sendProblem(reply, { code: 'not-found' })
        const box = parseBox(query.bbox)
        if (!box.ok) return sendProblem(reply, box.problem)
        if (halvesOf(box.value).length > 1) return sendProblem(reply, { code: 'bad-request' })
        const area = await map.area(box.value)
        if (!area.ok) return sendProblem(reply, area.problem)
        return { version: map.version, ...area.value }
      },
    })
  }

const forADay = 'public, max-age=86400, stale-while-revalidate=604800'
const forEver = 'public, max-age=31536000, immutable'
