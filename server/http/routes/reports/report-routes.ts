import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isGranted } from '../../../../shared/access/permissions.ts'
import type { Actor } from '../../../../shared/access/roles.ts'
import { api } from '../../../../shared/contract/api-contract.ts'
import { buildReport } from '../../../../shared/report/build-report.ts'
import type { ReportDocument } from '../../../../shared/report/report-document.ts'
import type { Language } from '../../../../shared/text/language.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { listReports, readReport } from '../../../store/reports/report-store.ts'
import { readFacts } from '../../../store/reports/report-sources.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { contractRoute } from '../contract-route.ts'
import { findWalk, type FoundWalk } from '../walks/find-walk.ts'
import { makeReport } from './make-report.ts'
import { mayReadReport } from './may-read-report.ts'
import { reportFiles } from './report-files.ts'

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
        return made.ok ? made.value : sendProblem(reply, made.problem)
      },
    })

    await app.register(reportFiles(dependencies))
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
