import type { PhoneContext } from './phone-context.ts'
import { isQuotaError, PhoneFullError } from '../database/storage-errors.ts'

const pieces = 20
const pieceBytes = 256 * 1024
const fileName = 'ballast'

/**
 * Fills the reserve: 5 MB that are deleted when the phone is full, so that text can still be saved (K1). It is a file of the site's
 * own file system: Chromium frees the room of a file at once, but that of deleted records, up to some version after 150, only at
 * its next start. Where there are no such files, the reserve consists of records in the outbox database.
 */
export async function keepBallast(context: PhoneContext): Promise<void> {
  try {
    if (await keepFile(context)) await dropRecords(context)
    else await keepRecords(context)
  } catch (error) {
    // A phone without 5 MB to spare has no reserve.
    if (!(error instanceof PhoneFullError)) throw error
  }
}

/** Returns whether there was anything to delete. */
export async function dropBallast(context: PhoneContext): Promise<boolean> {
  const hadFile = await dropFile(context)
  return (await dropRecords(context)) || hadFile
}

/** Returns false where files cannot be stored: private windows, Safari before 26. Throws `PhoneFullError`. */
async function keepFile(context: PhoneContext): Promise<boolean> {
  try {
    const folder = await context.environment.storageManager?.getDirectory?.()
    if (!folder) return false
    const file = await folder.getFileHandle(fileName, { create: true })
    if ((await file.getFile()).size < pieces * pieceBytes) await fill(file)
    return true
  } catch (error) {
    if (!isQuotaError(error)) return false
    await dropFile(context)
    throw new PhoneFullError('no room for the ballast', { cause: error })
  }
}

async function fill(file: FileSystemFileHandle): Promise<void> {
  const stream = await file.createWritable()
  try {
    for (let index = 0; index < pieces; index += 1) await stream.write(noise(index + 1))
    await stream.close()
  } catch (error) {
    await stream.abort().catch(() => undefined)
    throw error
  }
}

async function dropFile({ environment }: PhoneContext): Promise<boolean> {
  try {
    const folder = await environment.storageManager?.getDirectory?.()
    await folder?.removeEntry(fileName)
    return folder !== undefined
  } catch {
    // The file is not there, or there is no file system.
    return false
  }
}

function keepRecords({ outbox }: PhoneContext): Promise<void> {
  return outbox.writeBare(['ballast'], async (transaction) => {
    const store = transaction.objectStore('ballast')
    const kept = await store.count()
    for (let index = kept; index < pieces; index += 1) await store.put(noise(index + 1), index)
  })
}

function dropRecords({ outbox }: PhoneContext): Promise<boolean> {
  return outbox.writeBare(['ballast'], async (transaction) => {
    const store = transaction.objectStore('ballast')
    const count = await store.count()
    if (count > 0) await store.clear()
    return count > 0
  })
}

/** Not zeros: engines compress what they store, and a compressed reserve would reserve nothing. */
function noise(seed: number): ArrayBuffer {
  const words = new Uint32Array(pieceBytes / 4)
  let state = seed
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[index] = state
  }
  return words.buffer
}
