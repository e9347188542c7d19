import Type, { type Static } from 'typebox'
import { limits } from '../limits.ts'
import { reportParts, type ReportDocument } from '../report/report-document.ts'
import type { ReportVersion } from '../report/report-version.ts'
import { oneOf, UuidSchema } from '../sync/schema-parts.ts'
import { languages } from '../text/language.ts'
import { closed, IdParams } from './contract-parts.ts'

const Text = Type.String({ maxLength: limits.textCharacters * 2 })

export const VersionSchema = Type.Integer({ minimum: 1, maximum: 10_000 })

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
  /** What the municipality's archive calls a version; null takes it away. */
  setJournalNumber: {
    method: 'PUT',
    path: '/api/walks/:id/reports/:version/journal-number',
    access: 'member',
    params: Type.Object({ id: UuidSchema, version: VersionSchema }, closed),
    body: Type.Object(
      { journalNumber: Type.Union([Type.String({ minLength: 1, maxLength: 60 }), Type.Null()]) },
      closed,
    ),
    response: {
      200: Type.Object(
        { versions: Type.Unsafe<ReportVersion[]>(Type.Array(Type.Unknown())) },
        closed,
      ),
    },
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
  /** What one party has to do: `?party=` is its name in the report. */
  reportActions: {
    method: 'GET',
    path: '/api/walks/:id/reports/:version/actions.html',
    access: 'member',
  },
  /** `:file` is `map.png`, `report.pdf` or `report.docx`; `not-found` as long as it is not written. */
  reportFile: {
    method: 'GET',
    path: '/api/walks/:id/reports/:version/files/:file',
    access: 'member',
  },
  /** Everything of a version in one ZIP file with checksums, for the archive. */
  reportPackage: {
    method: 'GET',
    path: '/api/walks/:id/reports/:version/package.zip',
    access: 'member',
  },
  reportGeoJson: {
    method: 'GET',
    path: '/api/walks/:id/reports/:version/report.geojson',
    access: 'member',
  },
} as const
