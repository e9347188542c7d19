import Type, { type Static, type TSchema } from 'typebox'
import { limits } from './limits.ts'
import { MutationEnvelopeSchema, UuidSchema } from './mutation.ts'
import { photoVariants } from './photo.ts'
import { accountRoles, type AccountRole } from './roles.ts'

/**
 * Path, method, access and schemas of every JSON route; the server registers from it, the client types its calls by
 * it, and the test "every route × every role" walks it (decisions.md §4). NOTE: phones import types from here only.
 */
const closed = { additionalProperties: false } as const
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const CursorSchema = Type.String({ pattern: '^\\d{1,19}$' })
const Box = Type.String({
  pattern: '^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?){3}$',
  description: 'west,south,east,north in degrees',
})

/** Who may call: `public` everyone, `device` a walker's phone, `account` a signed-in official, `desk` accounts that may read observations, `member` either. */
export type Access = 'public' | 'device' | 'account' | 'desk' | 'member'

export const SessionSchema = Type.Object(
  {
    accountId: UuidSchema,
    name: Type.String(),
    email: Type.String(),
    role: Type.Unsafe<AccountRole>(Type.Union(accountRoles.map((role) => Type.Literal(role)))),
    partyIds: Type.Array(Type.String()),
    efforts: Type.Array(Type.String()),
    /** MunicipalityProfile of walk.ts. */
    municipality: Type.Unknown(),
    walks: Type.Array(
      Type.Object({
        id: UuidSchema,
        title: Type.String(),
        startsAt: nullable(Type.String()),
        area: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
      }),
    ),
    isDemo: Type.Boolean(),
  },
  closed,
)

export const ObservationQuerySchema = Type.Object(
  {
    bbox: Type.Optional(Box),
    status: Type.Optional(Type.String({ maxLength: 300, description: 'comma-separated statuses' })),
    category: Type.Optional(
      Type.String({ maxLength: 2000, description: 'comma-separated category or group ids' }),
    ),
    party: Type.Optional(
      Type.String({
        maxLength: 500,
        description: 'comma-separated party ids; `none` = without party',
      }),
    ),
    walk: Type.Optional(Type.String({ maxLength: 2000, description: 'comma-separated walk ids' })),
    q: Type.Optional(
      Type.String({ maxLength: 200, description: 'words in text, place or number' }),
    ),
    /** `due`: earliest deadline first; `new`: latest received first; `severity`: most severe first. */
    sort: Type.Optional(
      Type.Union([Type.Literal('new'), Type.Literal('due'), Type.Literal('severity')]),
    ),
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

/** `ids`, `category`, `status` and `severity` are there when the cluster is a single pin. */
const ClusterSchema = Type.Object(
  {
    longitude: Type.Number(),
    latitude: Type.Number(),
    count: Type.Integer(),
    id: Type.Optional(UuidSchema),
    category: Type.Optional(Type.String()),
    status: Type.Optional(Type.String()),
    severity: Type.Optional(Type.Integer()),
  },
  closed,
)
export type Cluster = Static<typeof ClusterSchema>

const FeedRowSchema = Type.Object(
  {
    kind: Type.String(),
    id: UuidSchema,
    seq: CursorSchema,
    deleted: Type.Boolean(),
    schema: Type.Integer(),
    body: Type.Unknown(),
  },
  closed,
)

const MutationResultSchema = Type.Object(
  {
    id: UuidSchema,
    status: Type.Union([Type.Literal('applied'), Type.Literal('refused'), Type.Literal('parked')]),
    code: Type.Optional(Type.String()),
    detail: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
    effectSeq: Type.Optional(CursorSchema),
  },
  closed,
)

const EventSchema = Type.Object(
  {
    seq: CursorSchema,
    kind: Type.String(),
    by: Type.String(),
    byKind: Type.Union([Type.Literal('device'), Type.Literal('account'), Type.Literal('system')]),
    data: Type.Record(Type.String(), Type.Unknown()),
    capturedAt: nullable(Type.String()),
    receivedAt: Type.String(),
  },
  closed,
)
export type HistoryEvent = Static<typeof EventSchema>

const IdParams = Type.Object({ id: UuidSchema }, closed)
/** Rows of observations are `VisibleObservation` (visible-observation.ts); typed there, opaque here. */
const VisibleObservationSchema = Type.Unsafe<import('./visible-observation.ts').VisibleObservation>(
  Type.Unknown(),
)

export const api = {
  signIn: {
    method: 'POST',
    path: '/api/sessions',
    access: 'public',
    body: Type.Object(
      {
        email: Type.String({ minLength: 3, maxLength: 200 }),
        password: Type.String({ minLength: 1, maxLength: 200 }),
      },
      closed,
    ),
    response: { 200: SessionSchema },
  },
  signOut: {
    method: 'DELETE',
    path: '/api/sessions',
    access: 'account',
    response: { 204: Type.Null() },
  },
  currentSession: {
    method: 'GET',
    path: '/api/sessions/current',
    access: 'account',
    response: { 200: SessionSchema },
  },
  joinWalk: {
    method: 'POST',
    path: '/api/walks/join',
    access: 'public',
    body: Type.Object(
      {
        code: Type.String({ minLength: 1, maxLength: 20 }),
        clientId: UuidSchema,
        displayName: Type.Optional(Type.String({ maxLength: limits.displayNameCharacters })),
        /** At least 128 random bits that only this phone knows: its proof for `clientId` when it has lost its cookie. */
        deviceKey: Type.Optional(Type.String({ minLength: 32, maxLength: 128 })),
      },
      closed,
    ),
    response: {
      200: Type.Unsafe<import('./walk.ts').JoinedWalk>(Type.Unknown()),
    },
  },
  /** What a phone may know of a walk before joining: name and whom the privacy text names. */
  previewWalk: {
    method: 'GET',
    path: '/api/walks/by-code/:code',
    access: 'public',
    params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 20 }) }, closed),
    response: {
      200: Type.Object(
        {
          title: Type.String(),
          startsAt: nullable(Type.String()),
          municipality: Type.String(),
          privacy: Type.Unsafe<import('./walk.ts').PrivacyNotice>(Type.Unknown()),
        },
        closed,
      ),
    },
  },
  push: {
    method: 'POST',
    path: '/api/sync/push',
    access: 'member',
    body: Type.Object(
      {
        protocol: Type.Integer({ minimum: 0 }),
        epoch: nullable(UuidSchema),
        clientId: UuidSchema,
        space: UuidSchema,
        mutations: Type.Array(MutationEnvelopeSchema, { maxItems: limits.pushMutations }),
      },
      closed,
    ),
    response: {
      200: Type.Object(
        {
          epoch: UuidSchema,
          head: CursorSchema,
          serverTime: Type.String(),
          results: Type.Array(MutationResultSchema),
        },
        closed,
      ),
    },
  },
  pull: {
    method: 'POST',
    path: '/api/sync/pull',
    access: 'member',
    body: Type.Object(
      {
        protocol: Type.Integer({ minimum: 0 }),
        epoch: nullable(UuidSchema),
        // Closed, or a key that is no id could hold anything at all.
        cursors: Type.Record(UuidSchema, CursorSchema, { ...closed, maxProperties: 50 }),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.pullRows })),
      },
      closed,
    ),
    response: {
      200: Type.Object(
        {
          epoch: UuidSchema,
          serverTime: Type.String(),
          spaces: Type.Record(
            UuidSchema,
            Type.Object(
              {
                cursor: CursorSchema,
                more: Type.Boolean(),
                reset: Type.Optional(Type.Literal(true)),
                rows: Type.Array(FeedRowSchema),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    },
  },
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
          bytes: Type.Integer(),
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
          /** Present when the operator has a PMTiles file: the only map that may be kept offline. */
          map: nullable(
            Type.Object(
              {
                minZoom: Type.Integer(),
                maxZoom: Type.Integer(),
                bounds: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
                attribution: Type.String(),
                /** Changes when the file changes. */
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

export type Api = typeof api
export type ApiName = keyof Api
export type Body<N extends ApiName> = Api[N] extends { body: infer S extends TSchema }
  ? Static<S>
  : never
export type Params<N extends ApiName> = Api[N] extends { params: infer S extends TSchema }
  ? Static<S>
  : never
export type Query<N extends ApiName> = Api[N] extends { query: infer S extends TSchema }
  ? Static<S>
  : never
export type Reply<N extends ApiName> = Api[N]['response'] extends { 200: infer S extends TSchema }
  ? Static<S>
  : null

/** Routes beside the JSON contract, with their access: event stream, photos, tiles. */
export const otherRoutes = {
  events: { method: 'GET', path: '/api/events', access: 'member' },
  photoOffset: { method: 'HEAD', path: '/api/photos/:id', access: 'device' },
  photoUpload: { method: 'PATCH', path: '/api/photos/:id', access: 'device' },
  photoRead: {
    method: 'GET',
    path: '/api/photos/:id/:variant',
    access: 'member',
    variants: photoVariants,
  },
  tile: { method: 'GET', path: '/tiles/:z/:x/:y.mvt', access: 'public' },
} as const

export { responseMarker } from './response-marker.ts'
