import Type from 'typebox'
import { closed, IdParams, Secret } from './contract-parts.ts'

/** A walker's link to the page that says what came of the walk. */
export const statusContract = {
  /**
   * Opens the page to a secret that the phone has made, so that repeating the request makes no second link. A phone has one link for each walk:
   * another secret ends its last one, and with `replacesOthers` every other link of its person.
   */
  openStatusPage: {
    method: 'POST',
    path: '/api/walks/:id/status-link',
    access: 'device',
    params: IdParams,
    body: Type.Object({ secret: Secret, replacesOthers: Type.Boolean() }, closed),
    response: { 204: Type.Null() },
  },
} as const

/** What the link opens: the page, the latest version of the report, and the photos in it. Whoever has the link may read them. */
export const statusPageRoutes = {
  statusPage: { method: 'GET', path: '/status/:secret', access: 'public' },
  statusReport: { method: 'GET', path: '/status/:secret/report', access: 'public' },
  statusPhoto: { method: 'GET', path: '/status/:secret/photos/:photo', access: 'public' },
} as const
