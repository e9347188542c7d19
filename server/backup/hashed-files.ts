import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BackupUnusableError, type FileFacts } from './backup-manifest.ts'

/** Writes a stream to `file` in the folder, durably, and returns its size and hash. */
export async function writeHashed(
  folder: string,
  file: string,
  source: Readable,
): Promise<FileFacts> {
  const target = join(folder, file)
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  const { meter, facts } = measured()
  await pipeline(source, meter, createWriteStream(target, { mode: 0o600, flush: true }))
  return { file, ...facts() }
}

/** Throws `BackupUnusableError` when the file differs from what was written. */
export async function checkFile(folder: string, { file, size, sha256 }: FileFacts): Promise<void> {
  const { meter, facts } = measured()
  try {
    await pipeline(createReadStream(join(folder, file)), meter.resume())
  } catch (cause) {
    throw new BackupUnusableError(`The backup is damaged: ${file} cannot be read.`, { cause })
  }
  const found = facts()
  if (found.size !== size || found.sha256 !== sha256) {
    throw new BackupUnusableError(`The backup is damaged: ${file} is not what was written.`)
  }
}

function measured() {
  const hash = createHash('sha256')
  let size = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      hash.update(chunk)
      done(null, chunk)
    },
  })
  return { meter, facts: () => ({ size, sha256: hash.copy().digest('hex') }) }
}
