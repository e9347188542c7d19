import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isGranted } from '../../../../shared/access/permissions.ts'
import type { Actor } from '../../../../shared/access/roles.ts'
import { api } from '../../../../shared/contract/api-contract.ts'
import { buildReport } from '../../../../shared/report/build-report.ts'
import type { ReportDocument } from '../../../../shared/report/report-document.ts'
import { checkText } from '../../../../shared/observation/check-text.ts'
import type { Language } from '../../../../shared/text/language.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { listReports, readReport, writeJournalNumber } from '../../../store/reports/report-store.ts'
import { readFacts } from '../../../store/reports/report-sources.ts'
import { writeReportFilesJob } from '../../../jobs/write-report-files-job.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { findWalk, type FoundWalk } from '../walks/find-walk.ts'
import { makeReport } from './make-report.ts'
import { mayReadReport } from './may-read-report.ts'
import { reportFiles } from './report-files.ts'
import { reportPackage } from './report-package.ts'
import { reportPages } from './report-pages.ts'

const mayGatherWalk = (actor: Actor): boolean => isGranted('walk', 'gather', actor)

/** The report of a walk: its versions for everybody on the walk and at the desk, and making one for those who gather. */
export const reportRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, now } = dependencies

    app.route({
      ...contractRoute(api.readReports),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayReadReport)
        if (!found.ok) return sendProblem(reply, found.problem)
        const versions = await listReports(store.db, keyOf(found.value))
        const language = request.query.lang ?? 'da'
        const draft = mayGatherWalk(found.value.actor)
          ? await draftOf(dependencies, found.value, { language, version: versions.length + 1 })
          : null
        return { versions, draft }
      },
    })

    app.route({
      ...contractRoute(api.makeReport),
      bodyLimit: 64 * 1024,
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayGatherWalk)
        if (!found.ok) return sendProblem(reply, found.problem)
        const options = { found: found.value, order: request.body, nowMs: now() }
        const made = await makeReport(store, options)
        if (!made.ok) return sendProblem(reply, made.problem)
        app.jobs.ask(writeReportFilesJob)
        return made.value
      },
    })

    app.route({
      ...contractRoute(api.setJournalNumber),
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayGatherWalk)
        if (!found.ok) return sendProblem(reply, found.problem)
        const number = request.body.journalNumber?.trim() ?? null
        const checked = checkText(number ?? '', 'reference')
        if (!checked.ok) return sendProblem(reply, checked.problem)
        const key = keyOf(found.value)
        const change = { version: request.params.version, journalNumber: number || null }
        const isThere = await writeJournalNumber(store.db, key, change)
        if (!isThere) return sendProblem(reply, { code: 'not-found' })
        return { versions: await listReports(store.db, key) }
      },
    })

    await app.register(reportFiles(dependencies))
    await app.register(reportPackage(dependencies))
    await app.register(reportPages(dependencies))
  }

const keyOf = ({ municipalityId, walk }: FoundWalk) => ({ municipalityId, walkId: walk.id })

interface DraftOptions {
  language: Language
  version: number
}

/** The next version as it would be made now. */
async function draftOf(
  { store, now }: Dependencies,
  found: FoundWalk,
  { language, version }: DraftOptions,
): Promise<ReportDocument | null> {
  const { municipalityId, walk } = found
  const facts = await readFacts(store.db, { municipalityId, walk, nowMs: now() })
  if (!facts) return null
  const previous = (await readReport(store.db, keyOf(found), version - 1))?.facts ?? null
  return buildReport(facts, { language, version, previous })
}
