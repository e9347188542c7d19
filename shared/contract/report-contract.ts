import Type, { type Static } from 'typebox'
import { limits } from '../limits.ts'
import { reportParts, type ReportDocument } from '../report/report-document.ts'
import type { ReportVersion } from '../report/report-version.ts'
import { oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { languages } from '../text/language.ts'
import { closed, IdParams } from './contract-parts.ts'

const Text = Type.String({ maxLength: limits.textCharacters * 2 })

const ReportOrderSchema = Type.Object(
  {
    /** Made by the client, so that a request that is sent twice makes one version. */
    id: UuidSchema,
    /** How many versions the person has seen; another number is `stale`. */
    base: Type.Integer({ minimum: 0 }),
    language: oneOf(languages),
    above: Text,
    below: Text,
    leftOut: Type.Array(
      Type.Object(
        { part: oneOf(reportParts), reason: Type.String({ minLength: 1, maxLength: 1_000 }) },
        closed,
      ),
      { maxItems: reportParts.length },
    ),
  },
  closed,
)
export type ReportOrder = Static<typeof ReportOrderSchema>

/** The report of a walk: its versions, and making one from the approved list. */
export const reportContract = {
  /** `draft` is the report as it would be made now, for those who gather; null for others, and as long as the list is not approved. */
  readReports: {
    method: 'GET',
    path: '/api/walks/:id/reports',
    access: 'member',
    params: IdParams,
    query: Type.Object({ lang: Type.Optional(oneOf(languages)) }, closed),
    response: {
      200: Type.Object(
        {
          versions: Type.Unsafe<ReportVersion[]>(Type.Array(Type.Unknown())),
          draft: Type.Unsafe<ReportDocument | null>(Type.Unknown()),
        },
        closed,
      ),
    },
  },
  /** The first version, or the next one with what has changed since. Idempotent by `id`. */
  makeReport: {
    method: 'POST',
    path: '/api/walks/:id/reports',
    access: 'member',
    params: IdParams,
    body: ReportOrderSchema,
    response: { 200: Type.Unsafe<ReportVersion>(Type.Unknown()) },
  },
} as const

/** A version as a page and as files. */
export const reportFileRoutes = {
  reportPage: {
    method: 'GET',
    path: '/api/walks/:id/reports/:version/report.html',
    access: 'member',
  },
  reportCsv: {
    method: 'GET',
    path: '/api/walks/:id/reports/:version/report.csv',
    access: 'member',
  },
  reportGeoJson: {
    method: 'GET',
    path: '/api/walks/:id/reports/:version/report.geojson',
    access: 'member',
  },
} as const
