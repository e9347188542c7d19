import { roleOf } from '../../../../shared/access/roles.ts'
import type { ReportOrder } from '../../../../shared/contract/report-contract.ts'
import { checkText } from '../../../../shared/observation/check-text.ts'
import { refuse, succeed, type Outcome } from '../../../../shared/problem.ts'
import { buildReport } from '../../../../shared/report/build-report.ts'
import { editReport } from '../../../../shared/report/edit-report.ts'
import type { ReportFacts } from '../../../../shared/report/facts/report-facts.ts'
import type { ReportVersion } from '../../../../shared/report/report-version.ts'
import type { CalendarDay } from '../../../../shared/timestamps.ts'
import { reportedOn } from '../../../../shared/walk/feedback/feedback-dates.ts'
import type { Store } from '../../../store/database/database.ts'
import { openFeedback } from '../../../store/promises/feedback-store.ts'
import { writeReportMessages } from '../../../store/messages/report-messages.ts'
import {
  listReports,
  lockReports,
  readReport,
  saveReport,
} from '../../../store/reports/report-store.ts'
import { readFacts } from '../../../store/reports/report-sources.ts'
import { readWalk } from '../../../store/walks/walk-store.ts'
import type { FoundWalk } from '../walks/find-walk.ts'

const dayOf = ({ madeAt, municipality }: ReportFacts): CalendarDay =>
  reportedOn(madeAt, municipality.timeZone)

interface MakeOptions {
  found: FoundWalk
  order: ReportOrder
  /** Unix milliseconds. */
  nowMs: number
}

function refusedText({ above, below, leftOut }: ReportOrder): Outcome<string> | undefined {
  const texts = [above, below, ...leftOut.map(({ reason }) => reason)]
  return texts.map((text) => checkText(text)).find((checked) => !checked.ok)
}

/** Makes the next version from the approved list. A request that came before returns the version that it made. */
export async function makeReport(
  { db }: Store,
  { found, order, nowMs }: MakeOptions,
): Promise<Outcome<ReportVersion>> {
  const { municipalityId, actor } = found
  const key = { municipalityId, walkId: found.walk.id }
  const refused = refusedText(order)
  if (refused && !refused.ok) return refused
  return db.transaction().execute(async (tx) => {
    await lockReports(tx, key)
    const versions = await listReports(tx, key)
    const made = versions.find(({ id }) => id === order.id)
    if (made) return succeed(made)
    if (versions.length !== order.base) return refuse('stale', { field: 'versions' })
    const walk = await readWalk(tx, key)
    const facts = walk && (await readFacts(tx, { municipalityId, walk, nowMs }))
    if (!facts) return refuse('stale', { field: 'approval' })
    const version = versions.length + 1
    const { id, language } = order
    const previous = (await readReport(tx, key, version - 1))?.facts ?? null
    const document = editReport(buildReport(facts, { language, version, previous }), order)
    const written = { id, version, language, byRole: roleOf(actor), document, facts }
    await saveReport(tx, key, written)
    if (version === 1) await openFeedback(tx, key, dayOf(facts))
    const findingIds = facts.findings.map((finding) => finding.id)
    await writeReportMessages(tx, { ...key, version, findingIds, nowMs })
    const [newest] = await listReports(tx, key)
    return newest ? succeed(newest) : refuse('not-found')
  })
}
