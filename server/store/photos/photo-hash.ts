import { createHash } from 'node:crypto'
import type { PhotoFileKind, PhotoFiles } from './photo-files.ts'

/** SHA-256 of a file in lower-case hex, read in bounded memory; undefined when there is no such file. */
export async function hashPhotoFile(
  files: PhotoFiles,
  fileName: string,
  kind: PhotoFileKind,
): Promise<string | undefined> {
  const found = await files.read(fileName, kind)
  if (!found) return undefined
  const hash = createHash('sha256')
  for await (const chunk of found.stream) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}
