import type { Static, TSchema } from 'typebox'
import { installationContract } from './installation-contract.ts'
import { messageContract, unsubscribeRoutes } from './message-contract.ts'
import { moveContract } from './move-contract.ts'
import { notificationContract } from './notification-contract.ts'
import { observationContract } from './observation-contract.ts'
import { phoneContract } from './phone-contract.ts'
import { photoVariants } from '../observation/photo.ts'
import { promiseContract } from './promise-contract.ts'
import { publicationContract, publicRoutes } from './publication-contract.ts'
import { replyContract } from './reply-contract.ts'
import { reportContract, reportFileRoutes } from './report-contract.ts'
import { sessionContract } from './session-contract.ts'
import { statusContract, statusPageRoutes } from './status-contract.ts'
import { syncContract } from './sync-contract.ts'
import { tableContract } from './table-contract.ts'
import { walkContract } from './walk-contract.ts'
import { wishContract } from './wish-contract.ts'

export type {
  Cluster,
  ClusterQuery,
  HistoryEvent,
  MissingPhoto,
  ObservationQuery,
} from './observation-contract.ts'
export { ClusterQuerySchema, ObservationQuerySchema } from './observation-contract.ts'
export type { ReceiptLog, UnsentTally, WalkPhone } from './phone-contract.ts'
export { responseMarker } from './response-marker.ts'

/** Who may call: `public` everyone, `device` a walker's phone, `account` a signed-in official, `desk` accounts that may read observations, `member` either. */
export type Access = 'public' | 'device' | 'account' | 'desk' | 'member'

/**
 * Path, method, access and schemas of every JSON route; the server registers from it, the client types its calls by
 * it, and the test "every route × every role" walks it (decisions.md §4). NOTE: phones import types from here only.
 */
export const api = {
  ...sessionContract,
  ...syncContract,
  ...observationContract,
  ...tableContract,
  ...phoneContract,
  ...moveContract,
  ...installationContract,
  ...walkContract,
  ...wishContract,
  ...replyContract,
  ...reportContract,
  ...promiseContract,
  ...statusContract,
  ...publicationContract,
  ...messageContract,
  ...notificationContract,
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

/** Routes beside the JSON contract, with their access: event stream, photos, tiles, files to invite with. */
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
  walkCalendar: {
    method: 'GET',
    path: '/api/walks/by-code/:code/calendar.ics',
    access: 'public',
  },
  walkPoster: { method: 'GET', path: '/api/walks/:id/poster.pdf', access: 'member' },
  ...reportFileRoutes,
  ...statusPageRoutes,
  ...publicRoutes,
  ...unsubscribeRoutes,
  tile: { method: 'GET', path: '/tiles/:z/:x/:y.mvt', access: 'public' },
} as const
