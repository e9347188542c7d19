import type { FileHandle } from 'node:fs/promises'

/** A disk that can run full and be slow to sync, for `vi.mock('node:fs/promises', …)`: only files below `photos` feel it. */
export interface FaultyDisk {
  /** Bytes that still fit. */
  room: number
  /** Awaited before each sync of a file. */
  beforeSync: (path: string) => Promise<void>
}

export const faultyDisk: FaultyDisk = { room: Infinity, beforeSync: async () => undefined }

type Open = (path: string, ...rest: never[]) => Promise<FileHandle>

/** `open` of node:fs/promises over that disk. */
export const openOn =
  (disk: FaultyDisk, open: Open): Open =>
  async (path, ...rest) => {
    const file = await open(path, ...rest)
    return /[\\/]photos[\\/]/.test(path) ? limited(disk, path, file) : file
  }

function limited(disk: FaultyDisk, path: string, file: FileHandle): FileHandle {
  const { writev, writeFile, sync } = file
  /** As the system does it: what fits is written, and then it says that no more does. */
  const take = (bytes: Uint8Array): Uint8Array =>
    bytes.subarray(0, Math.min(disk.room, bytes.length))
  const settle = (wanted: Uint8Array, written: Uint8Array) => {
    disk.room -= written.length
    if (written.length === wanted.length) return
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }
  return Object.assign(file, {
    writev: async (buffers: Uint8Array[], position?: number) => {
      const wanted = Buffer.concat(buffers)
      const written = take(wanted)
      const result = await writev.call(file, [written], position)
      settle(wanted, written)
      return result
    },
    writeFile: async (bytes: Uint8Array) => {
      const written = take(bytes)
      await writeFile.call(file, written)
      settle(bytes, written)
    },
    sync: async () => {
      await disk.beforeSync(path)
      await sync.call(file)
    },
  })
}
