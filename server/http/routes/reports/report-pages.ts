import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { otherRoutes } from '../../../../shared/contract/api-contract.ts'
import { buildActionList, partiesToAct } from '../../../../shared/report/action-list.ts'
import { reportLanguage } from '../../../../shared/report/words/report-language.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { pageStyleHash } from '../../../report/html/page-style.ts'
import { writeReportPage } from '../../../report/html/report-page.ts'
import { listFiles } from '../../../store/reports/report-file-store.ts'
import { pagePolicy } from '../../plugins/page-policy.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { findReport, reportParams, type FoundReport } from './find-report.ts'

const partyQuery = Type.Object(
  { party: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': pagePolicy(pageStyleHash),
}

/** One version as a page to read and print, and what each party has to do as one. */
export const reportPages =
  ({ store }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.route({
      ...contractRoute(otherRoutes.reportPage),
      schema: { params: reportParams },
      handler: async (request, reply) => {
        const found = await findReport(store, request)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { key, facts, language } = found.value
        const ready = ((await listFiles(store.db, key)).get(key.version) ?? []).filter(
          ({ state }) => state === 'ready',
        )
        const actionLists = partiesToAct(facts, language).map((party) => ({
          name: party,
          address: `actions.html?party=${encodeURIComponent(party)}`,
        }))
        const files = linksOf(ready.map(({ format }) => format))
        return reply.headers(pageHeaders).send(
          writeReportPage({
            ...{ ...found.value, ...addressesOf(ready.some(({ format }) => format === 'map')) },
            ...{ files, actionLists },
          }),
        )
      },
    })

    app.route({
      ...contractRoute(otherRoutes.reportActions),
      schema: { params: reportParams, querystring: partyQuery },
      handler: async (request, reply) => {
        const found = await findReport(store, request)
        if (!found.ok) return sendProblem(reply, found.problem)
        const page = actionPage(found.value, request.query.party)
        return page
          ? reply.headers(pageHeaders).send(page)
          : sendProblem(reply, { code: 'not-found' })
      },
    })
  }

const addressesOf = (hasMap: boolean) => ({
  mapAddress: hasMap ? 'files/map.png' : null,
  photoAddress: (id: string) => `/api/photos/${id}/large`,
})

const linksOf = (ready: readonly string[]) => [
  ...(ready.includes('pdf') ? [{ name: 'PDF', address: 'files/report.pdf' }] : []),
  ...(ready.includes('docx') ? [{ name: 'Word', address: 'files/report.docx' }] : []),
  { name: 'CSV', address: 'report.csv' },
  { name: 'GeoJSON', address: 'report.geojson' },
]

function actionPage({ facts, language, key, journalNumber }: FoundReport, party: string) {
  const document = buildActionList(facts, { language, version: key.version, party })
  if (!document) return null
  const { page } = reportLanguage(language, facts.municipality.timeZone).words
  return writeReportPage({
    ...{ document, facts, journalNumber, actionLists: [], ...addressesOf(false) },
    files: [
      { name: page.wholeReport, address: 'report.html' },
      { name: 'CSV', address: `report.csv?party=${encodeURIComponent(party)}` },
    ],
  })
}
