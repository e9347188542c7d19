import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PhotoVariant } from '../../../shared/observation/photo.ts'
import { syncFolder } from '../database/sync-folder.ts'

/** The content of a photo's file: bytes still arriving, all bytes as sent, or a cleaned variant. */
export type PhotoFileKind = 'part' | 'original' | PhotoVariant

/** Photo files by the random names of `newPhotoFileName`; everything that is written is on disk when its promise resolves. */
export interface PhotoFiles {
  path(fileName: string, kind: PhotoFileKind): string
  /** Size in bytes, or undefined when there is no such file. */
  size(fileName: string, kind: PhotoFileKind): Promise<number | undefined>
  /**
   * Writes at `offset` of the part and returns how many bytes were written. Bytes after them stay until they are overwritten, because
   * another process may just have acknowledged them.
   */
  writePart(fileName: string, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<number>
  /** Cuts the part after the photo's last byte, for a photo that was first announced with a larger size. */
  trimPart(fileName: string, size: number): Promise<void>
  /** Turns the complete part into the original. */
  finishPart(fileName: string): Promise<void>
  /** Turns the original back into the part, when its last bytes were never acknowledged. */
  reopenPart(fileName: string): Promise<void>
  write(fileName: string, kind: PhotoVariant, bytes: Uint8Array): Promise<void>
  remove(fileName: string, kind: PhotoFileKind): Promise<void>
  /** Deletes every file of a photo. */
  removeAll(fileName: string): Promise<void>
  /** Opens for reading; undefined when there is no such file. */
  read(fileName: string, kind: PhotoFileKind): Promise<ReadablePhoto | undefined>
}

export interface ReadablePhoto {
  size: number
  stream: ReadStream
}

const fileNamePattern = /^[0-9a-f]{32}$/
const endings: Record<PhotoFileKind, string> = {
  part: 'part',
  original: 'original',
  large: 'large.jpg',
  thumbnail: 'thumbnail.jpg',
}

/** 128 random bits in hex: nothing on disk can be guessed from an id, and nothing a client sends reaches a path. */
export const newPhotoFileName = (randomBytes: (count: number) => Uint8Array): string =>
  Buffer.from(randomBytes(16)).toString('hex')

/** Opens the folder of photo files (sync.md §1.7: write, fsync, rename, fsync the folder). */
export async function openPhotoFiles(folder: string): Promise<PhotoFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = (fileName: string, kind: PhotoFileKind): string => {
    if (!fileNamePattern.test(fileName)) throw new Error('Not a photo file name')
    return join(folder, `${fileName}.${endings[kind]}`)
  }
  const move = async (from: string, to: string) => {
    await rename(from, to)
    await syncFolder(folder)
  }
  const sizeOf = (fileName: string, kind: PhotoFileKind) => sizeOfFile(path(fileName, kind))
  return {
    path,
    size: sizeOf,
    writePart: (fileName, offset, bytes) => writeAt(path(fileName, 'part'), offset, bytes),
    trimPart: (fileName, size) => trim(path(fileName, 'part'), size),
    finishPart: (fileName) => move(path(fileName, 'part'), path(fileName, 'original')),
    reopenPart: (fileName) => move(path(fileName, 'original'), path(fileName, 'part')),
    async write(fileName, kind, bytes) {
      const temporary = `${path(fileName, kind)}.tmp`
      await writeNew(temporary, bytes)
      await move(temporary, path(fileName, kind))
    },
    remove: (fileName, kind) => rm(path(fileName, kind), { force: true }),
    async removeAll(fileName) {
      const kinds = Object.keys(endings) as PhotoFileKind[]
      await Promise.all(kinds.map((kind) => rm(path(fileName, kind), { force: true })))
    },
    async read(fileName, kind) {
      const size = await sizeOf(fileName, kind)
      return size === undefined
        ? undefined
        : { size, stream: createReadStream(path(fileName, kind)) }
    },
  }
}

async function sizeOfFile(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function trim(path: string, size: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    if ((await file.stat()).size <= size) return
    await file.truncate(size)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeAt(
  path: string,
  offset: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  // `r+` needs the file to exist, and `a` cannot write at an offset.
  await (await open(path, 'a', 0o600)).close()
  const file = await open(path, 'r+')
  let written = 0
  try {
    for await (const chunk of bytes) {
      await file.writev([chunk], offset + written)
      written += chunk.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return written
}
