import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { otherRoutes } from '../../../../shared/contract/api-contract.ts'
import { refuse, succeed, type Outcome } from '../../../../shared/problem.ts'
import { reportCsv } from '../../../../shared/report/files/report-csv.ts'
import { reportGeoJson } from '../../../../shared/report/files/report-geojson.ts'
import { reportLanguage } from '../../../../shared/report/words/report-language.ts'
import { UuidSchema } from '../../../../shared/sync/schema-parts.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { pageStyleHash } from '../../../report/html/page-style.ts'
import { writeReportPage } from '../../../report/html/report-page.ts'
import { readReport, type StoredReport } from '../../../store/reports/report-store.ts'
import type { Store } from '../../../store/database/database.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { findWalk } from '../walks/find-walk.ts'
import { mayReadReport } from './may-read-report.ts'

const params = Type.Object(
  { id: UuidSchema, version: Type.Integer({ minimum: 1, maximum: 10_000 }) },
  { additionalProperties: false },
)

/** The page shows pictures of this origin and its own style, and runs nothing. */
const pagePolicy = [
  ...["default-src 'none'", `style-src '${pageStyleHash}'`, "img-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join(';')

/** One version as a page to read and print, and as files. */
export const reportFiles =
  ({ store }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(otherRoutes.reportPage),
      schema: { params },
      handler: async (request, reply) => {
        const found = await findReport(store, request, request.params.version)
        if (!found.ok) return sendProblem(reply, found.problem)
        const files = ['CSV', 'GeoJSON'].map((name) => ({
          name,
          address: `report.${name.toLowerCase()}`,
        }))
        const photoAddress = (id: string) => `/api/photos/${id}/large`
        return reply
          .headers({
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': pagePolicy,
          })
          .send(writeReportPage({ ...found.value, files, photoAddress }))
      },
    })

    app.route({
      ...contractRoute(otherRoutes.reportCsv),
      schema: { params },
      handler: async (request, reply) => {
        const found = await findReport(store, request, request.params.version)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { facts, language } = found.value
        return reply
          .headers(fileHeaders('text/csv; charset=utf-8', fileName(found.value, request, 'csv')))
          .send(reportCsv(facts, language))
      },
    })

    app.route({
      ...contractRoute(otherRoutes.reportGeoJson),
      schema: { params },
      handler: async (request, reply) => {
        const found = await findReport(store, request, request.params.version)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { facts, language } = found.value
        return reply
          .headers(fileHeaders('application/geo+json', fileName(found.value, request, 'geojson')))
          .send(JSON.stringify(reportGeoJson(facts, language)))
      },
    })
  }

async function findReport(
  store: Store,
  request: FastifyRequest,
  version: number,
): Promise<Outcome<StoredReport>> {
  const found = await findWalk(store, request, mayReadReport)
  if (!found.ok) return found
  const { municipalityId, walk } = found.value
  const report = await readReport(store.db, { municipalityId, walkId: walk.id }, version)
  return report ? succeed(report) : refuse('not-found')
}

function fileName(
  { facts, language }: StoredReport,
  { params: asked }: FastifyRequest,
  ending: string,
): string {
  const { page } = reportLanguage(language, facts.municipality.timeZone).words
  const { version } = asked as { version: number }
  return `${page.fileName}-v${version}.${ending}`
}

const fileHeaders = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
})
