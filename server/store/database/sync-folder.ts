import { open } from 'node:fs/promises'

/** Puts the names in a folder on disk: a new or renamed file is only durable with them. */
export async function syncFolder(path: string): Promise<void> {
  // Windows has no folder handles to sync; NTFS keeps a journal of names.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
