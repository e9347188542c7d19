import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { otherRoutes } from '../../../../shared/contract/api-contract.ts'
import { problems } from '../../../../shared/problem.ts'
import { buildStatusPage } from '../../../../shared/status-page/build-status-page.ts'
import { pageTextLimit } from '../../../../shared/status-page/quoted.ts'
import { statusLanguage } from '../../../../shared/status-page/status-language.ts'
import { calendarDayOf } from '../../../../shared/timestamps.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { pageStyleHash } from '../../../report/html/page-style.ts'
import { writeReportPage } from '../../../report/html/report-page.ts'
import { writeAwayPage, writeLostPage } from '../../../status-page/page-frame.ts'
import { statusStyleHash } from '../../../status-page/page-style.ts'
import { writeStatusPage } from '../../../status-page/status-html.ts'
import { readReport } from '../../../store/reports/report-store.ts'
import { latestReport } from '../../../store/status-links/status-sources.ts'
import { noteError } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { findHolder, findPresentHolder, readStatus, type ReadStatus } from './link-reader.ts'
import { languageOf, privatePage, queried, secretOf } from './private-reply.ts'

/** The pages that a secret link opens, without a session and without scripts. Whatever goes wrong, a person reads it. */
export const statusPages =
  ({ store, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.setErrorHandler((error: FastifyError, request, reply) => {
      const { code } = noteError(app, error, request)
      reply.problemCode = code
      return privatePage(reply, statusStyleHash)
        .code(problems[code])
        .header('retry-after', '60')
        .send(writeAwayPage(languageOf(request)))
    })

    app.route({
      ...contractRoute(otherRoutes.statusPage),
      handler: async (request, reply) => {
        const holder = await findHolder(store, secretOf(request))
        const read = holder && (await readStatus(store, holder))
        if (!read) return sendLost(reply, request)
        return privatePage(reply, statusStyleHash).send(pageOf(read, request, now()))
      },
    })

    app.route({
      ...contractRoute(otherRoutes.statusReport),
      handler: async (request, reply) => {
        const holder = await findPresentHolder(store, secretOf(request))
        const version = holder ? await latestReport(store.db, holder) : 0
        const report = holder && (await readReport(store.db, holder, version))
        if (!report) return sendLost(reply, request)
        const photoAddress = (id: string) => `photos/${id}`
        return privatePage(reply, pageStyleHash).send(
          writeReportPage({
            ...{ ...report, files: [], actionLists: [], mapAddress: null, photoAddress },
          }),
        )
      },
    })
  }

/** The same page for every link that opens nothing. */
const sendLost = (reply: FastifyReply, request: FastifyRequest): FastifyReply =>
  privatePage(reply, statusStyleHash)
    .code(404)
    .send(writeLostPage(languageOf(request)))

function pageOf(read: ReadStatus, request: FastifyRequest, nowMs: number): string {
  const { municipality, report } = read
  const { controller, contact } = municipality.privacy
  const language = statusLanguage(languageOf(request), municipality.timeZone)
  const today = calendarDayOf(nowMs, municipality.timeZone)
  const address = `${secretOf(request).slice(0, 43)}/report`
  return writeStatusPage({
    ...{ language, controller, contact, day: language.day(today) },
    page: buildStatusPage({ ...read, today, textLimit: pageTextLimit }, language),
    side: Math.floor(Number(queried(request, 'side'))) || 1,
    report: report === 0 ? null : { version: report, address },
  })
}
