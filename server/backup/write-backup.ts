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
import { withPatientConnection } from './patient-connection.ts'

export interface BackupWish {
  /** Becomes the backup; must not exist yet. */
  folder: string
  /** Null leaves the photos out: they stay where they are. */
  photosDir: string | null
  now: Date
}

/**
 * Copies all rows as they were at one moment, and then the photos, while the server may go on working. The folder gets its name when
 * everything in it is on disk, so a backup that was cut off never looks like one. Rows are in the text form of COPY, gzipped: it is the
 * same for all versions of PostgreSQL.
 */
export async function writeBackup(store: Store, wish: BackupWish): Promise<BackupManifest> {
  const { folder, photosDir, now } = wish
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true, mode: 0o700 })
  const rows = await withPatientConnection(store, (client) => writeRows(client, partial))
  // After the rows: a photo that a row tells of is there then, and what came later is cut when it is put back.
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
  // Sequences know no snapshots: read last, they are never behind the rows.
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
    // Before the first photo there is no folder; one that cannot be read must not pass for that.
    if (error.code === 'ENOENT') return []
    throw error
  })
  const copied: BackupManifest['photos'] = []
  for (const name of names.toSorted()) {
    const source = createReadStream(join(photosDir, name))
    const facts = await writeHashed(folder, join('photos', name), source).catch(
      (error: NodeJS.ErrnoException) => {
        // A part that became an original meanwhile; its row knows more bytes than were acknowledged at the snapshot.
        if (error.code === 'ENOENT') return null
        throw error
      },
    )
    if (facts) copied.push(facts)
  }
  return copied
}
