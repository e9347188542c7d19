import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createGzip } from 'node:zlib'
import type { ClientBase } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Store } from '../store/database/database.ts'
import { syncFolder } from '../store/database/sync-folder.ts'
import { manifestFile, type AppliedMigration, type BackupManifest } from './backup-manifest.ts'
import { columnsOf, quoted, readSequences, readTables, type BackupTable } from './backup-tables.ts'
import { writeHashed } from './hashed-files.ts'
import { withUnlimitedConnection } from './unlimited-connection.ts'

export interface BackupOptions {
  /** The folder of the new backup; it must not exist yet. */
  folder: string
  /** Null leaves the photos out: they stay where they are. */
  photosDir: string | null
  now: Date
}

/**
 * Copies all rows of one snapshot, and then the photos, while the server keeps running. The folder gets its name when everything in
 * it is on disk, so an interrupted backup never looks complete. Rows are in the text format of COPY, gzipped, which is the same in
 * all versions of PostgreSQL.
 */
export async function writeBackup(store: Store, options: BackupOptions): Promise<BackupManifest> {
  const { folder, photosDir, now } = options
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true, mode: 0o700 })
  const rows = await withUnlimitedConnection(store, (client) => writeRows(client, partial))
  // Photos are copied after the rows: a photo that a row names is there then, and bytes that came later are cut off at the restore.
  const photos = photosDir === null ? [] : await copyPhotos(photosDir, partial)
  const manifest: BackupManifest = { format: 1, createdAt: now.toISOString(), ...rows, photos }
  await writeFile(join(partial, manifestFile), JSON.stringify(manifest, null, 2), { flush: true })
  const filled = photos.length > 0 ? ['tables', 'photos', '.'] : ['tables', '.']
  for (const part of filled) await syncFolder(join(partial, part))
  await rename(partial, folder)
  await syncFolder(dirname(folder))
  return manifest
}

async function writeRows(client: ClientBase, folder: string) {
  await client.query('begin transaction isolation level repeatable read, read only')
  const { rows: meta } = await client.query<{ epoch: string }>('select epoch from server_meta')
  const { rows: migrations } = await client.query<AppliedMigration>(
    'select name, checksum from schema_migrations order by name',
  )
  const tables: BackupManifest['tables'] = []
  for (const table of await readTables(client)) tables.push(await writeTable(client, folder, table))
  // Sequences do not follow snapshots; read last, they are never behind the rows.
  const sequences = await readSequences(client)
  return { epoch: meta[0]?.epoch ?? '', migrations, tables, sequences }
}

async function writeTable(client: ClientBase, folder: string, table: BackupTable) {
  const source = client.query(
    copyTo(`copy (select ${columnsOf(table)} from ${quoted(table.name)}) to stdout`),
  )
  const zipped = source.on('error', (error) => zipped.destroy(error)).pipe(createGzip())
  const facts = await writeHashed(folder, join('tables', `${table.name}.copy.gz`), zipped)
  return { ...table, ...facts, rows: source.rowCount }
}

async function copyPhotos(photosDir: string, folder: string): Promise<BackupManifest['photos']> {
  const names = await readdir(photosDir).catch((error: NodeJS.ErrnoException) => {
    // The folder does not exist before the first photo. A folder that cannot be read must not be taken for that.
    if (error.code === 'ENOENT') return []
    throw error
  })
  const copied: BackupManifest['photos'] = []
  for (const name of names.toSorted()) {
    const source = createReadStream(join(photosDir, name))
    const facts = await writeHashed(folder, join('photos', name), source).catch(
      (error: NodeJS.ErrnoException) => {
        // The part has become an original meanwhile; its row has more bytes than were acknowledged at the snapshot.
        if (error.code === 'ENOENT') return null
        throw error
      },
    )
    if (facts) copied.push(facts)
  }
  return copied
}
