import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupTable, SequencePoint } from './backup-tables.ts'

/** Describes what the folder of a backup contains, and how to verify it. */
export interface BackupManifest {
  format: 1
  /** ISO 8601, UTC. */
  createdAt: string
  /** The epoch of the database that was copied (sync.md §1.6). */
  epoch: string
  /** The migrations that had been applied, in order. */
  migrations: AppliedMigration[]
  /** The tables in the order in which they can be restored. */
  tables: (BackupTable & FileFacts & { rows: number })[]
  sequences: SequencePoint[]
  photos: FileFacts[]
}

export interface AppliedMigration {
  name: string
  checksum: string
}

/** A file of the backup: path in its folder, bytes, SHA-256 in hex. */
export interface FileFacts {
  file: string
  size: number
  sha256: string
}

/** The folder is not a backup that this program can restore; the message is a sentence for the operator. */
export class BackupUnusableError extends Error {
  override name = 'BackupUnusableError'
}

export const manifestFile = 'manifest.json'

/** Throws `BackupUnusableError`. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch((cause: unknown) => {
    throw new BackupUnusableError(`${folder} holds no backup: there is no ${manifestFile} in it.`, {
      cause,
    })
  })
  const manifest = parse(text)
  if (manifest?.format !== 1) {
    throw new BackupUnusableError(`${folder} was written by another version of Lygte.`)
  }
  return manifest
}

function parse(text: string): BackupManifest | undefined {
  try {
    return JSON.parse(text) as BackupManifest
  } catch {
    return undefined
  }
}
