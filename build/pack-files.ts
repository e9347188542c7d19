import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'
import { afterBuild } from './after-build.ts'

/** Shorter files fit in one packet anyway. */
const smallestBytes = 1_400
/** Made of letters, and never another content under the name. */
const packable = /-[\w-]{8,}\.(js|css|svg)$/

/** What the server looks for beside a file, each as small as it can be made. */
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
 * Packs parts of the app once, beside the built files, instead of at every request. Runs when everything else is written: what is
 * packed must be what lies there unpacked. NOTE: not the pages and the worker, which change under their names: while a build is
 * laid over another, somebody could be given the new worker with the old page, and would keep both.
 */
export const packFiles = (): Plugin =>
  afterBuild('lygte-pack-files', ({ root, build: { outDir, assetsDir } }) =>
    packFolder(resolve(root, outDir, assetsDir)),
  )

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
    // Of an earlier build, and kept with its file.
    if (packed && packed.mtimeMs >= mtimeMs) continue
    await writeFile(path + ending, await pack(await readFile(path)))
  }
}
