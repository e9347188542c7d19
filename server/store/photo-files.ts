import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PhotoVariant } from '../../shared/photo.ts'

/** What of a photo a file holds: bytes still coming, all bytes as sent, or a cleaned variant. */
export type PhotoFileKind = 'part' | 'original' | PhotoVariant

export interface PhotoFiles {
  /** Path of a file; `fileName` must be one of `newPhotoFileName`. */
  path(fileName: string, kind: PhotoFileKind): string
  /** Writes `bytes` at `offset` of the part file and returns how many were written, all of them on disk (fsync). */
  writePart(fileName: string, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<number>
  /** Part becomes original, durable when this resolves. */
  finishPart(fileName: string): Promise<void>
  /** A finished temporary file takes its place as `kind`, durable when this resolves. */
  place(temporaryPath: string, fileName: string, kind: PhotoFileKind): Promise<void>
  remove(fileName: string, kind: PhotoFileKind): Promise<void>
  /** Size in bytes, or undefined when there is no such file. */
  size(fileName: string, kind: PhotoFileKind): Promise<number | undefined>
  read(fileName: string, kind: PhotoFileKind): NodeJS.ReadableStream
}

const fileNamePattern = /^[0-9a-f]{32}$/
const suffixes: Record<PhotoFileKind, string> = {
  part: 'part',
  original: 'original',
  large: 'large.jpg',
  thumbnail: 'thumbnail.jpg',
}

/** 128 random bits in hex: nothing on disk can be guessed from an id, and no client text reaches a path. */
export const newPhotoFileName = (randomBytes: (count: number) => Uint8Array): string =>
  Buffer.from(randomBytes(16)).toString('hex')

/** A file is in the folder for good only after the folder itself is synced. */
async function syncFolder(path: string): Promise<void> {
  // Windows has no folder handles to sync; NTFS keeps its own journal of names.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function writeAt(
  path: string,
  offset: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  // `r+` fails on a new file and `a` cannot write at an offset, so the file is made first.
  await (await open(path, 'a')).close()
  const file = await open(path, 'r+')
  let written = 0
  try {
    // What a broken request left behind its acknowledged end must not survive inside the photo.
    await file.truncate(offset)
    try {
      for await (const chunk of bytes) {
        await file.write(chunk, 0, chunk.length, offset + written)
        written += chunk.length
      }
    } finally {
      await file.sync()
    }
  } finally {
    await file.close()
  }
  return written
}

/** Photo files in one folder, by random names (sync.md §1.7: write, fsync, rename, fsync the folder). */
export async function openPhotoFiles(folder: string): Promise<PhotoFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = (fileName: string, kind: PhotoFileKind): string => {
    if (!fileNamePattern.test(fileName)) throw new Error('Not a photo file name')
    return join(folder, `${fileName}.${suffixes[kind]}`)
  }
  return {
    path,
    writePart: (fileName, offset, bytes) => writeAt(path(fileName, 'part'), offset, bytes),
    async finishPart(fileName) {
      await rename(path(fileName, 'part'), path(fileName, 'original'))
      await syncFolder(folder)
    },
    async place(temporaryPath, fileName, kind) {
      await rename(temporaryPath, path(fileName, kind))
      await syncFolder(folder)
    },
    async remove(fileName, kind) {
      await rm(path(fileName, kind), { force: true })
    },
    async size(fileName, kind) {
      const found = await stat(path(fileName, kind)).catch(() => undefined)
      return found?.size
    },
    read: (fileName, kind) => createReadStream(path(fileName, kind)),
  }
}
