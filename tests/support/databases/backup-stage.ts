import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { restoreBackup } from '../../../server/backup/restore-backup.ts'
import { writeBackup } from '../../../server/backup/write-backup.ts'
import type { Store } from '../../../server/store/database/database.ts'
import { makeCreate } from '../fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from './open-test-database.ts'
import type { TestMunicipality } from '../fixtures/people.ts'
import { applyAs } from '../requests/sync-calls.ts'

const now = new Date('2026-11-23T03:00:00Z')

export interface BackupStage {
  source: TestDatabase
  target: TestDatabase
  /** Holds `photos`, the backup, and `photos-back` after a restore. */
  work: string
  /** Where the backup is written to and read from. */
  folder: string
  save: (store: Store) => ReturnType<typeof writeBackup>
  back: (store: Store, newEpoch?: string | null) => ReturnType<typeof restoreBackup>
  close(): Promise<void>
}

/** Two stores and room for a backup of the one that goes into the other. */
export async function openBackupStage(): Promise<BackupStage> {
  const source = await openTestDatabase()
  const target = await openTestDatabase()
  const work = await mkdtemp(join(tmpdir(), 'lygte-backup-'))
  const folder = join(work, 'backup')
  return {
    source,
    target,
    work,
    folder,
    save: (store) => writeBackup(store, { folder, photosDir: join(work, 'photos'), now }),
    back: (store, newEpoch = null) =>
      restoreBackup(store, { folder, photosDir: join(work, 'photos-back'), newEpoch }),
    async close() {
      await source.drop()
      await target.drop()
      await rm(work, { recursive: true, force: true })
    },
  }
}

/** Puts an observation of Anna's into one of the stores. */
export const pin = (store: Store, town: TestMunicipality, text: string) =>
  applyAs(store, town.phones.anna, {
    name: 'observation.create@1',
    args: makeCreate({ text }),
    space: town.walk.id,
  })
