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
import { columnsOf, quoted, readTables } from './backup-tables.ts'
import { checkFile, writeHashed } from './hashed-files.ts'
import { withPatientConnection } from './patient-connection.ts'

/** Putting back would mix two stores; the message is a sentence for the operator. */
export class StoreNotEmptyError extends Error {
  override name = 'StoreNotEmptyError'
}

export interface RestoreWish {
  folder: string
  /** Null leaves photos alone. */
  photosDir: string | null
  /** Null keeps the one of the backup: only for a move, when nothing has happened since (sync.md §1.6). */
  newEpoch: Uuid | null
}

/**
 * Puts a backup into an empty store: everything is checked before anything is written, and all rows come or none. The tables get the form
 * they had, then the rows, then what newer versions of the program have changed. Throws `BackupUnusableError`, `StoreNotEmptyError` or
 * an error of migrate.ts.
 */
export async function restoreBackup(store: Store, wish: RestoreWish): Promise<BackupManifest> {
  const { folder, photosDir } = wish
  const manifest = await readManifest(folder)
  for (const file of [...manifest.tables, ...manifest.photos]) await checkFile(folder, file)
  await withPatientConnection(store, async (client) => {
    await checkForm(client, manifest)
    await migrate(store, { only: manifest.migrations })
    await checkEmpty(client)
    // Before the rows that tell of them: an attempt that is cut off leaves a store that is still empty, and can be repeated.
    if (photosDir !== null) await putPhotos(folder, photosDir, manifest)
    await putRows(client, wish, manifest)
    await migrate(store)
    await client.query('analyze')
  })
  return manifest
}

const notEmpty = () =>
  new StoreNotEmptyError(
    'The store is in use already; nothing was changed. Name an empty one: another DATA_DIR, or a new database in DATABASE_URL.',
  )

/** Tables of a newer version cannot be made older. */
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
  for (const { name } of await readTables(client)) {
    if (name === 'server_meta') continue
    if ((await client.query(`select 1 from ${quoted(name)} limit 1`)).rowCount) throw notEmpty()
  }
}

async function putRows(
  client: ClientBase,
  { folder, newEpoch }: RestoreWish,
  manifest: BackupManifest,
): Promise<void> {
  await client.query('begin')
  try {
    await client.query('delete from server_meta')
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
  // What triggers of ours would work out, or demand, is in the backup already.
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
