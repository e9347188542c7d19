import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { VersionSchema } from '../../../../shared/contract/report-contract.ts'
import { refuse, succeed, type Outcome } from '../../../../shared/problem.ts'
import { reportLanguage } from '../../../../shared/report/words/report-language.ts'
import { UuidSchema } from '../../../../shared/sync/schema-parts.ts'
import type { Store } from '../../../store/database/database.ts'
import type { ReportFileKey } from '../../../store/reports/report-file-store.ts'
import { readReport, type StoredReport } from '../../../store/reports/report-store.ts'
import { findWalk } from '../walks/find-walk.ts'
import { mayReadReport } from './may-read-report.ts'

export const reportParams = Type.Object(
  { id: UuidSchema, version: VersionSchema },
  { additionalProperties: false },
)

export interface FoundReport extends StoredReport {
  key: Omit<ReportFileKey, 'format'>
}

/** The version of a request by somebody who may read it. */
export async function findReport(
  store: Store,
  request: FastifyRequest,
): Promise<Outcome<FoundReport>> {
  const found = await findWalk(store, request, mayReadReport)
  if (!found.ok) return found
  const { municipalityId, walk } = found.value
  const { version } = request.params as { version: number }
  const key = { municipalityId, walkId: walk.id, version }
  const report = await readReport(store.db, key, version)
  return report ? succeed({ ...report, key }) : refuse('not-found')
}

/** Name of a file of a version, as it lies in somebody's folder later. */
export function fileName({ facts, language, key }: FoundReport, ending: string): string {
  const { page } = reportLanguage(language, facts.municipality.timeZone).words
  return `${page.fileName}-v${key.version}.${ending}`
}

export const fileHeaders = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
})
