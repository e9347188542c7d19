import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BackupManifest } from '../backup/backup-manifest.ts'
import { restoreBackup } from '../backup/restore-backup.ts'
import { writeBackup } from '../backup/write-backup.ts'
import type { Config } from '../config.ts'
import type { Store } from '../store/database/database.ts'
import { DataFolderInUseError } from '../embedded-postgres/error.ts'
import { makeEpoch, openBareStore, openStore } from '../start/open-store.ts'
import { UsageError } from './usage-error.ts'

const photosOf = ({ dataDir }: Config) => join(dataDir, 'photos')

/** Writes a backup into a new folder inside the one named; the server may keep running. */
export async function backupCommand(
  store: Store,
  config: Config,
  [place, ...more]: readonly string[],
): Promise<string> {
  if (place === undefined || more.length > 0) throw new UsageError('backup needs one folder.')
  const now = new Date()
  await mkdir(resolve(place), { recursive: true })
  const folder = join(resolve(place), `lygte-${now.toISOString().replaceAll(/[:.]/g, '-')}`)
  const manifest = await writeBackup(store, { folder, photosDir: photosOf(config), now })
  return [
    `The backup is whole: ${folder}`,
    contentsOf(manifest),
    `Put it back into an empty store with: node server/cli.ts restore ${folder}`,
  ].join('\n')
}

/** Restores a backup under a new epoch: phones send again what they still hold, because the store has gone back in time. */
export async function restoreCommand(
  config: Config,
  [folder, ...more]: readonly string[],
): Promise<string> {
  if (folder === undefined || more.length > 0) throw new UsageError('restore needs one folder.')
  const manifest = await inBareStore(config, (store) =>
    restoreBackup(store, {
      folder: resolve(folder),
      photosDir: photosOf(config),
      newEpoch: makeEpoch(),
    }),
  )
  return [
    `The backup of ${manifest.createdAt} is back.`,
    contentsOf(manifest),
    'It has a new epoch: phones send again what they have sent since.',
  ].join('\n')
}

/** Copies the embedded store to a PostgreSQL server. Photos stay where they are, and the embedded store is not changed. */
export async function moveToServerCommand(
  config: Config,
  [url, ...more]: readonly string[],
): Promise<string> {
  if (url === undefined || more.length > 0) throw new UsageError('move-to-server needs one URL.')
  if (config.databaseUrl !== null) {
    throw new UsageError('move-to-server moves the embedded store: leave DATABASE_URL out.')
  }
  const manifest = await inTemporaryFolder(async (folder) => {
    await fromStopped(config, (store) =>
      writeBackup(store, { folder, photosDir: null, now: new Date() }),
    )
    // Nothing has changed since the copy, so cursors, ids and epoch stay valid (sync.md M6).
    return inBareStore({ ...config, databaseUrl: url }, (store) =>
      restoreBackup(store, { folder, photosDir: null, newEpoch: null }),
    )
  })
  return [
    'Everything is in the new database.',
    contentsOf(manifest),
    'Start the server with DATABASE_URL set to it, and with the same DATA_DIR: the photos are there. The embedded store is as it was.',
  ].join('\n')
}

function contentsOf({ tables, photos }: BackupManifest): string {
  const rowsOf = (name: string) => tables.find((table) => table.name === name)?.rows ?? 0
  const bytes = [...tables, ...photos].reduce((sum, { size }) => sum + size, 0)
  return `${String(rowsOf('observations'))} observations, ${String(rowsOf('walks'))} walks, ${String(photos.length)} photo files, ${(bytes / 1e6).toFixed(1)} MB.`
}

async function inBareStore<T>(config: Config, task: (store: Store) => Promise<T>): Promise<T> {
  const opened = await openBareStore(config).catch(refuseRunning)
  return task(opened.store).finally(() => opened.close())
}

async function fromStopped<T>(config: Config, task: (store: Store) => Promise<T>): Promise<T> {
  const opened = await openStore(config).catch(refuseRunning)
  return task(opened.store).finally(() => opened.close())
}

function refuseRunning(error: unknown): never {
  if (error instanceof DataFolderInUseError) {
    throw new UsageError('The server is running on this store. Stop it first; nothing was changed.')
  }
  throw error
}

async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const parent = await mkdtemp(join(tmpdir(), 'lygte-move-'))
  return work(join(parent, 'backup')).finally(() => rm(parent, { recursive: true, force: true }))
}
