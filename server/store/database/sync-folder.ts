import { open } from 'node:fs/promises'

/** Syncs a folder to disk: a new or renamed file is only durable together with its name. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot sync folder handles; NTFS keeps a journal of names.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
