import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { ClientBase } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Uuid } from '../../shared/identifiers.ts'
import type { Store } from '../store/database/database.ts'
import { migrate } from '../store/database/migrate.ts'
import { syncFolder } from '../store/database/sync-folder.ts'
import { BackupUnusableError, readManifest, type BackupManifest } from './backup-manifest.ts'
import { columnsOf, isOfQueue, quoted, readTables } from './backup-tables.ts'
import { checkFile, writeHashed } from './hashed-files.ts'
import { withUnlimitedConnection } from './unlimited-connection.ts'

/** Restoring would mix two stores; the message is a sentence for the operator. */
class StoreNotEmptyError extends Error {
  override name = 'StoreNotEmptyError'
}

export interface RestoreOptions {
  folder: string
  /** Null leaves photos out. */
  photosDir: string | null
  /** Null keeps the backup's epoch, which is right only for a move, when nothing has happened since (sync.md §1.6). */
  newEpoch: Uuid | null
}

/**
 * Restores a backup into an empty store. Everything is checked before anything is written, and all rows are restored or none. The
 * tables first get the form they had, then the rows, then newer migrations. Throws `BackupUnusableError`, `StoreNotEmptyError` or
 * an error of migrate.ts.
 */
export async function restoreBackup(
  store: Store,
  options: RestoreOptions,
): Promise<BackupManifest> {
  const { folder, photosDir } = options
  const manifest = await readManifest(folder)
  for (const file of [...manifest.tables, ...manifest.photos]) await checkFile(folder, file)
  await withUnlimitedConnection(store, async (client) => {
    await checkForm(client, manifest)
    await migrate(store, { only: manifest.migrations })
    await checkEmpty(client)
    // Photos are copied before the rows: an attempt that is interrupted leaves an empty store and can be repeated.
    if (photosDir !== null) await putPhotos(folder, photosDir, manifest)
    await putRows(client, options, manifest)
    await migrate(store)
    await client.query('analyze')
  })
  return manifest
}

const notEmpty = () =>
  new StoreNotEmptyError(
    'The store is in use already; nothing was changed. Name an empty one: another DATA_DIR, or a new database in DATABASE_URL.',
  )

/** Tables of a newer version cannot be downgraded. */
async function checkForm(client: ClientBase, { migrations }: BackupManifest): Promise<void> {
  const { rows } = await client.query<{ isThere: boolean }>(
    `select to_regclass('public.schema_migrations') is not null as "isThere"`,
  )
  if (!rows[0]?.isThere) return
  const names = migrations.map(({ name }) => name)
  const newer = 'select 1 from schema_migrations where name <> all($1::text[])'
  if ((await client.query(newer, [names])).rowCount) throw notEmpty()
}

async function checkEmpty(client: ClientBase): Promise<void> {
  const tables = await readTables(client)
  // A server that has once been started here has made its epoch and its queues.
  for (const { name } of tables.filter((table) => !isOfQueue(table))) {
    if (name === 'server_meta') continue
    if ((await client.query(`select 1 from ${quoted(name)} limit 1`)).rowCount) throw notEmpty()
  }
}

async function putRows(
  client: ClientBase,
  { folder, newEpoch }: RestoreOptions,
  manifest: BackupManifest,
): Promise<void> {
  await client.query('begin')
  try {
    // A table with deferred checks that wait for the commit cannot have its triggers put back.
    await client.query('set constraints all immediate')
    await client.query('delete from server_meta')
    if (manifest.tables.some(isOfQueue)) await client.query('truncate jobs.queue cascade')
    for (const table of manifest.tables) await putTable(client, folder, table)
    await putSequences(client, manifest)
    if (newEpoch !== null) await client.query('update server_meta set epoch = $1', [newEpoch])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function putTable(
  client: ClientBase,
  folder: string,
  table: BackupManifest['tables'][number],
): Promise<void> {
  const name = quoted(table.name)
  // Our triggers stay off: what they would compute or require is in the backup already.
  await client.query(`alter table ${name} disable trigger user`)
  const copy = copyFrom(`copy ${name} (${columnsOf(table)}) from stdin`)
  const target = client.query(copy)
  await pipeline(createReadStream(join(folder, table.file)), createGunzip(), target)
  await client.query(`alter table ${name} enable trigger user`)
  if (target.rowCount !== table.rows) {
    throw new BackupUnusableError(`The backup is damaged: rows of ${table.name} are missing.`)
  }
}

async function putSequences(client: ClientBase, { sequences }: BackupManifest): Promise<void> {
  for (const { name, lastValue, isCalled } of sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      quoted(name),
      lastValue,
      isCalled,
    ])
  }
}

async function putPhotos(
  folder: string,
  photosDir: string,
  { photos }: BackupManifest,
): Promise<void> {
  for (const { file } of photos) {
    const name = file.slice('photos/'.length)
    await writeHashed(photosDir, name, createReadStream(join(folder, file)))
  }
  if (photos.length > 0) await syncFolder(photosDir)
}
