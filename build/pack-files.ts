import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Shorter files fit in one packet anyway. */
const smallestBytes = 1_400
/** Text types whose content never changes under a name. */
const packable = /-[\w-]{8,}\.(js|css|svg)$/

/** Suffixes that the server looks for beside a file; each file is compressed as much as possible. */
const packers = [
  {
    ending: '.br',
    pack: (bytes: Buffer) =>
      promisify(brotliCompress)(bytes, {
        params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      }),
  },
  { ending: '.gz', pack: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }) },
]

/**
 * Compresses parts of the app once, beside the built files, instead of at every request. It runs when everything else is written,
 * because what is compressed must equal the file beside it. NOTE: the pages and the worker are left out, because they change under
 * their names: while a new build is installed, a phone could get the new worker with the old page, and would keep both.
 */
export async function packFolder(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true })
  const paths = names.filter((name) => packable.test(name)).map((name) => join(folder, name))
  await Promise.all(paths.map(packFile))
}

async function packFile(path: string): Promise<void> {
  const { size, mtimeMs } = await stat(path)
  if (size < smallestBytes) return
  for (const { ending, pack } of packers) {
    const packed = await stat(path + ending).catch(() => undefined)
    // The file belongs to an earlier build, and its compressed copy is kept with it.
    if (packed && packed.mtimeMs >= mtimeMs) continue
    await writeFile(path + ending, await pack(await readFile(path)))
  }
}

/** Deletes files that no build has written for the given days; the latest build has just written its own. */
export async function removeOldFiles(folder: string, days: number): Promise<void> {
  const oldest = Date.now() - days * 86_400_000
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if ((await stat(path)).mtimeMs < oldest) await rm(path, { force: true })
  }
}
