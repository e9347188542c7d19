import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { api } from '../../../shared/contract/api-contract.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import { protocolVersion } from '../../../shared/sync/feed.ts'
import type { Dependencies } from '../../dependencies.ts'
import { contractRoute } from './contract-route.ts'

/** What phones and desks read once at the start: demo or not, versions, and which map there is. */
export const installationRoutes =
  ({ config, version, map }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(api.installation),
      handler: async () => ({
        isDemo: config.demo,
        version,
        protocol: { min: protocolVersion, max: protocolVersion },
        map: map && {
          minZoom: map.minZoom,
          maxZoom: map.maxZoom,
          bounds: tupleOf(map.bounds),
          parts: map.parts.map((part) => ({ ...part, bounds: tupleOf(part.bounds) })),
          attribution: map.attribution,
          version: map.version,
        },
        // With a map file, other servers' tiles are not used.
        rasterUrl: map ? null : config.rasterUrl,
        rasterAttribution: config.rasterAttribution,
      }),
    })
  }

const tupleOf = ([west, south, east, north]: BoundingBox): [number, number, number, number] => [
  west,
  south,
  east,
  north,
]
