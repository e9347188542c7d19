import { sql, type Kysely, type Transaction } from 'kysely'
import type { Role } from '../../../shared/access/roles.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { ReportFacts } from '../../../shared/report/facts/report-facts.ts'
import type { ReportDocument } from '../../../shared/report/report-document.ts'
import type { ReportVersion } from '../../../shared/report/report-version.ts'
import type { Language } from '../../../shared/text/language.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import type { Database } from '../database/schema.ts'
import { listFiles, orderFiles } from './report-file-store.ts'

interface ReportKey {
  municipalityId: Uuid
  walkId: Uuid
}

/** Returns the versions of the report of a walk, the newest first. */
export async function listReports(
  db: Kysely<Database>,
  { municipalityId, walkId }: ReportKey,
): Promise<ReportVersion[]> {
  const rows = await db
    .selectFrom('walk_reports')
    .select(['id', 'version', 'language', 'made_at', 'made_by_role', 'journal_number'])
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .orderBy('version', 'desc')
    .execute()
  const files = await listFiles(db, { municipalityId, walkId })
  return rows.map(({ id, version, language, made_at, made_by_role, journal_number }) => ({
    ...{ id, version, language, madeAt: made_at.toISOString(), byRole: made_by_role },
    journalNumber: journal_number,
    files: (files.get(version) ?? []).map(({ format, state, made, all }) => ({
      format,
      state,
      made,
      all,
    })),
  }))
}

/** Returns when the first version was made; undefined while there is none. */
export async function readFirstMadeAt(
  db: Kysely<Database>,
  { municipalityId, walkId }: ReportKey,
): Promise<Timestamp | undefined> {
  const row = await db
    .selectFrom('walk_reports')
    .select('made_at')
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('version', '=', 1)
    .executeTakeFirst()
  return row?.made_at.toISOString()
}

export interface StoredReport {
  journalNumber: string | null
  language: Language
  document: ReportDocument
  facts: ReportFacts
}

export async function readReport(
  db: Kysely<Database>,
  { municipalityId, walkId }: ReportKey,
  version: number,
): Promise<StoredReport | undefined> {
  const row = await db
    .selectFrom('walk_reports')
    .select(['language', 'document', 'facts', 'journal_number'])
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && storedReport(row)
}

interface ReportRow {
  language: Language
  document: string
  facts: string
  journal_number: string | null
}

const storedReport = (row: ReportRow): StoredReport => ({
  journalNumber: row.journal_number,
  language: row.language,
  document: JSON.parse(row.document) as ReportDocument,
  facts: JSON.parse(row.facts) as ReportFacts,
})

/** Two people may make a report of one walk at once: the second one waits, and sees the version of the first. */
export async function lockReports(
  tx: Transaction<Database>,
  { municipalityId, walkId }: ReportKey,
): Promise<void> {
  await sql`select id from walks where municipality_id = ${municipalityId} and id = ${walkId} for no key update`.execute(
    tx,
  )
}

/** Returns whether there is such a version. */
export async function writeJournalNumber(
  db: Kysely<Database>,
  { municipalityId, walkId }: ReportKey,
  { version, journalNumber }: { version: number; journalNumber: string | null },
): Promise<boolean> {
  const done = await db
    .updateTable('walk_reports')
    .set({ journal_number: journalNumber })
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('version', '=', version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

interface NewReport extends Omit<StoredReport, 'journalNumber'> {
  id: Uuid
  version: number
  byRole: Role
}

/** Writes a version, which nobody changes any more, and orders its files. */
export async function saveReport(
  tx: Transaction<Database>,
  { municipalityId, walkId }: ReportKey,
  { id, version, language, byRole, document, facts }: NewReport,
): Promise<void> {
  await tx
    .insertInto('walk_reports')
    .values({
      ...{ municipality_id: municipalityId, walk_id: walkId, id, version, language },
      made_at: facts.madeAt,
      made_by_role: byRole,
      document: JSON.stringify(document),
      facts: JSON.stringify(facts),
    })
    .execute()
  await orderFiles(tx, { municipalityId, walkId, version })
}
