import Type from 'typebox'
import { Box, closed, nullable } from './contract-parts.ts'
import { UuidSchema } from '../sync/schema-parts.ts'

const MapReach = {
  minZoom: Type.Integer(),
  maxZoom: Type.Integer(),
  bounds: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
}

/** What anybody may ask of this installation. */
export const installationContract = {
  health: {
    method: 'GET',
    path: '/api/health',
    access: 'public',
    response: {
      200: Type.Object(
        {
          status: Type.Literal('ok'),
          version: Type.String(),
          store: Type.String(),
          epoch: UuidSchema,
        },
        closed,
      ),
    },
  },
  /** How much the map of an area weighs, told before anything is downloaded; from the file's own directory. */
  mapArea: {
    method: 'GET',
    path: '/api/map/area',
    access: 'public',
    query: Type.Object({ bbox: Box }, closed),
    response: {
      200: Type.Object(
        {
          version: Type.String(),
          minZoom: Type.Integer(),
          maxZoom: Type.Integer(),
          /** `z/x/y` of every tile that has data. */
          tiles: Type.Array(Type.String()),
          /** What they weigh on the wire. */
          bytes: Type.Integer(),
          /** What they take on a phone, which keeps them unpacked. A server of before does not say it. */
          storedBytes: Type.Optional(Type.Integer()),
        },
        closed,
      ),
    },
  },
  /** What this installation offers; phones read it once a start. */
  installation: {
    method: 'GET',
    path: '/api/installation',
    access: 'public',
    response: {
      200: Type.Object(
        {
          isDemo: Type.Boolean(),
          version: Type.String(),
          protocol: Type.Object({ min: Type.Integer(), max: Type.Integer() }, closed),
          /** Present when the operator has PMTiles files: the only map that may be kept offline. */
          map: nullable(
            Type.Object(
              {
                ...MapReach,
                /** Towns of one map may lie apart: between its parts there is nothing. */
                parts: Type.Array(Type.Object(MapReach, closed)),
                attribution: Type.String(),
                /** Changes when a file changes. */
                version: Type.String(),
              },
              closed,
            ),
          ),
          /** Raster tiles for viewing only, when there is no file. */
          rasterUrl: nullable(Type.String()),
          rasterAttribution: Type.String(),
        },
        closed,
      ),
    },
  },
} as const
