import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import {
  reportFileFormats,
  type ReportFile,
  type ReportFileFormat,
} from '../../../shared/report/report-version.ts'
import type { Database } from '../database/schema.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'

/** A report that ends its process five times is left to a person. */
const mostTries = 5

export interface ReportFileKey {
  municipalityId: Uuid
  walkId: Uuid
  version: number
  format: ReportFileFormat
}

/** Rows of the files of a version that was just written: they are to be made. */
export async function orderFiles(
  tx: Transaction<Database>,
  { municipalityId, walkId, version }: Omit<ReportFileKey, 'format'>,
): Promise<void> {
  const key = { municipality_id: municipalityId, walk_id: walkId, version }
  const rows = reportFileFormats.map((format) => ({ ...key, format }))
  await tx.insertInto('walk_report_files').values(rows).execute()
}

/** Returns the next file that waits to be made, in the order of the formats; undefined when none does. */
export async function findWaitingFile(
  db: Kysely<Database>,
  municipalityId: Uuid,
): Promise<ReportFileKey | undefined> {
  const { rows } = await sql<ReportFileKey>`
    select municipality_id as "municipalityId", walk_id as "walkId", version, format from walk_report_files
    where municipality_id = ${municipalityId} and content is null and tries < ${mostTries}
    order by tries, walk_id, version, array_position(${[...reportFileFormats]}::text[], format) limit 1`.execute(
    db,
  )
  return rows[0]
}

const rowsOf = (db: Kysely<Database>, { municipalityId, walkId, version, format }: ReportFileKey) =>
  db
    .updateTable('walk_report_files')
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('version', '=', version)
    .where('format', '=', format)
    .where('content', 'is', null)

export async function countTry(db: Kysely<Database>, key: ReportFileKey): Promise<void> {
  await rowsOf(db, key)
    .set(({ eb }) => ({ tries: eb('tries', '+', 1), made_parts: 0, all_parts: 0 }))
    .execute()
}

export async function noteProgress(
  db: Kysely<Database>,
  key: ReportFileKey,
  { made, all }: Pick<ReportFile, 'made' | 'all'>,
): Promise<void> {
  await rowsOf(db, key).set({ made_parts: made, all_parts: all }).execute()
}

/** Keeps the bytes; those that another process has written first stay. */
export async function keepFile(
  db: Kysely<Database>,
  key: ReportFileKey,
  content: Buffer,
): Promise<void> {
  await rowsOf(db, key).set({ content }).execute()
}

/** For what cannot be made here: the map of an installation without one. */
export async function dropFile(
  db: Kysely<Database>,
  { municipalityId, walkId, version, format }: ReportFileKey,
): Promise<void> {
  await db
    .deleteFrom('walk_report_files')
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('version', '=', version)
    .where('format', '=', format)
    .execute()
}

/** Returns the bytes of a file, or undefined as long as they are not written. */
export async function readReportFile(
  db: Kysely<Database>,
  { municipalityId, walkId, version, format }: ReportFileKey,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('walk_report_files')
    .select('content')
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('version', '=', version)
    .where('format', '=', format)
    .executeTakeFirst()
  const content = row?.content
  return content ? Buffer.from(content.buffer, content.byteOffset, content.byteLength) : undefined
}

/** Returns how far the files of all versions are, by version. */
export async function listFiles(
  db: Kysely<Database>,
  { municipalityId, walkId }: Pick<ReportFileKey, 'municipalityId' | 'walkId'>,
): Promise<Map<number, ReportFile[]>> {
  const { rows } = await sql<ReportFile & { version: number }>`
    select version, format, made_parts as made, all_parts as "all",
      case when content is not null then 'ready' when tries < ${mostTries} then 'waiting' else 'failed' end as state
    from walk_report_files where municipality_id = ${municipalityId} and walk_id = ${walkId}
    order by array_position(${[...reportFileFormats]}::text[], format)`.execute(db)
  return Map.groupBy(rows, ({ version }) => version)
}

/** After an erasure in a walk: files with photos are written again, without those that are gone. */
export async function rewritePhotoFiles(
  tx: Transaction<Database>,
  { municipalityId, spaceId }: SpaceKey,
): Promise<void> {
  await tx
    .updateTable('walk_report_files')
    .set({ content: null, tries: 0, made_parts: 0, all_parts: 0 })
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', spaceId)
    .where('format', '!=', 'map')
    .execute()
}
