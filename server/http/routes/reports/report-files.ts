import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { otherRoutes } from '../../../../shared/contract/api-contract.ts'
import { waitsForParty } from '../../../../shared/report/parts/action-parts.ts'
import { reportCsv } from '../../../../shared/report/files/report-csv.ts'
import { reportGeoJson } from '../../../../shared/report/files/report-geojson.ts'
import { oneOf } from '../../../../shared/sync/schema-parts.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { readReportFile } from '../../../store/reports/report-file-store.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { fileHeaders, fileName, findReport, reportParams } from './find-report.ts'

const madeFiles = {
  'map.png': { format: 'map', type: 'image/png' },
  'report.pdf': { format: 'pdf', type: 'application/pdf' },
  'report.docx': {
    format: 'docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
} as const
const fileParams = Type.Object(
  {
    ...reportParams.properties,
    file: oneOf(Object.keys(madeFiles) as (keyof typeof madeFiles)[]),
  },
  { additionalProperties: false },
)
const csvQuery = Type.Object(
  { party: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
  { additionalProperties: false },
)

/** One version as files. */
export const reportFiles =
  ({ store }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(otherRoutes.reportCsv),
      schema: { params: reportParams, querystring: csvQuery },
      handler: async (request, reply) => {
        const found = await findReport(store, request)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { facts, language } = found.value
        const { party } = request.query
        const findings = facts.findings.filter(
          (one) => party === undefined || (waitsForParty(one) && one.parties.includes(party)),
        )
        return reply
          .headers(fileHeaders('text/csv; charset=utf-8', fileName(found.value, 'csv')))
          .send(reportCsv({ ...facts, findings }, language))
      },
    })

    app.route({
      ...contractRoute(otherRoutes.reportGeoJson),
      schema: { params: reportParams },
      handler: async (request, reply) => {
        const found = await findReport(store, request)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { facts, language } = found.value
        return reply
          .headers(fileHeaders('application/geo+json', fileName(found.value, 'geojson')))
          .send(JSON.stringify(reportGeoJson(facts, language)))
      },
    })

    app.route({
      ...contractRoute(otherRoutes.reportFile),
      schema: { params: fileParams },
      handler: async (request, reply) => {
        const found = await findReport(store, request)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { format, type } = madeFiles[request.params.file]
        const bytes = await readReportFile(store.db, { ...found.value.key, format })
        if (!bytes) return sendProblem(reply, { code: 'not-found' })
        const headers =
          format === 'map'
            ? { 'content-type': type }
            : fileHeaders(type, fileName(found.value, format))
        return reply.headers(headers).send(bytes)
      },
    })
  }
