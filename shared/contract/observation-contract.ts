import Type, { type Static } from 'typebox'
import { Box, closed, CursorSchema, IdParams, nullable } from './contract-parts.ts'
import { limits } from '../limits.ts'
import { oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { actorKinds } from '../access/roles.ts'
import { forEachList, listFilters } from '../observation/list-filters.ts'

/**
 * `mine`: what the reader answers for before all others (own-findings.ts), each by deadline; `new`: latest received first; `due`: earliest
 * deadline first; `severity`: most severe first.
 */
export const deskSorts = ['mine', 'new', 'due', 'severity'] as const
export type DeskSort = (typeof deskSorts)[number]

export const ObservationQuerySchema = Type.Object(
  {
    bbox: Type.Optional(Box),
    ...forEachList((name) => {
      const { description, maxLength } = listFilters[name]
      return Type.Optional(Type.String({ description, maxLength }))
    }),
    q: Type.Optional(
      Type.String({ maxLength: 200, description: 'words in text, place or number' }),
    ),
    sort: Type.Optional(oneOf(deskSorts)),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.listPage })),
  },
  closed,
)
export type ObservationQuery = Static<typeof ObservationQuerySchema>

export const ClusterQuerySchema = Type.Object(
  {
    ...Type.Omit(ObservationQuerySchema, ['sort', 'cursor', 'limit', 'bbox']).properties,
    bbox: Box,
    zoom: Type.Integer({ minimum: 0, maximum: 22 }),
  },
  closed,
)
export type ClusterQuery = Static<typeof ClusterQuerySchema>

/**
 * `id`, `category`, `status`, `severity` and `number` are there when the cluster is a single pin. At the map's last zoom pins at one
 * place come as single ones, too, because no nearer zoom would take them apart.
 */
export const ClusterSchema = Type.Object(
  {
    longitude: Type.Number(),
    latitude: Type.Number(),
    count: Type.Integer(),
    id: Type.Optional(UuidSchema),
    category: Type.Optional(Type.String()),
    status: Type.Optional(Type.String()),
    severity: Type.Optional(Type.Integer()),
    number: Type.Optional(Type.Integer()),
  },
  closed,
)
export type Cluster = Static<typeof ClusterSchema>

const EventSchema = Type.Object(
  {
    seq: CursorSchema,
    kind: Type.String(),
    by: Type.String(),
    byKind: oneOf(actorKinds),
    data: Type.Record(Type.String(), Type.Unknown()),
    capturedAt: nullable(Type.String()),
    receivedAt: Type.String(),
  },
  closed,
)
export type HistoryEvent = Static<typeof EventSchema>

/** Rows of observations are `VisibleObservation` (visible-observation.ts); typed there, opaque here. */
const VisibleObservationSchema = Type.Unsafe<
  import('../observation/visible-observation.ts').VisibleObservation
>(Type.Unknown())

const MissingPhotoSchema = Type.Object(
  {
    photoId: UuidSchema,
    /** Which of the observation's photos, from 1. */
    place: Type.Integer(),
    of: Type.Integer(),
    announcedAt: Type.String(),
    /** Share of its bytes that has come, 0 to 1. */
    share: Type.Number(),
    /** When the phone that has it was last heard of. */
    lastSeenAt: Type.String(),
    observation: VisibleObservationSchema,
  },
  closed,
)
export type MissingPhoto = Static<typeof MissingPhotoSchema>

/** What the desk reads; nothing here writes. */
export const observationContract = {
  listObservations: {
    method: 'GET',
    path: '/api/observations',
    access: 'desk',
    query: ObservationQuerySchema,
    response: {
      200: Type.Object(
        {
          items: Type.Array(VisibleObservationSchema),
          total: Type.Integer(),
          next: nullable(Type.String()),
        },
        closed,
      ),
    },
  },
  clusterObservations: {
    method: 'GET',
    path: '/api/observations/clusters',
    access: 'desk',
    query: ClusterQuerySchema,
    response: {
      200: Type.Object({ clusters: Type.Array(ClusterSchema), total: Type.Integer() }, closed),
    },
  },
  /** Announced more than 24 hours ago and still not here, of the observations that the caller may see; longest awaited first. */
  missingPhotos: {
    method: 'GET',
    path: '/api/photos/missing',
    access: 'desk',
    response: {
      200: Type.Object({ photos: Type.Array(MissingPhotoSchema), hasMore: Type.Boolean() }, closed),
    },
  },
  readObservation: {
    method: 'GET',
    path: '/api/observations/:id',
    access: 'desk',
    params: IdParams,
    response: { 200: VisibleObservationSchema },
  },
  readHistory: {
    method: 'GET',
    path: '/api/observations/:id/history',
    access: 'desk',
    params: IdParams,
    response: { 200: Type.Object({ events: Type.Array(EventSchema) }, closed) },
  },
} as const
