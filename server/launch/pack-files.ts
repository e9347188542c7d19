import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin, ResolvedConfig } from 'vite'

/** Shorter files fit in one packet anyway. */
const smallestBytes = 1_400
const letters = /\.(js|css|svg|html|webmanifest)$/

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
 * Packs what is made of letters once, beside the built files, instead of at every request. Runs when everything else is written, the
 * worker too: what is packed must be what lies there unpacked.
 */
export function packFiles(): Plugin {
  let config: ResolvedConfig | undefined
  return {
    name: 'lygte-pack-files',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        if (config) await packFolder(resolve(config.root, config.build.outDir))
      },
    },
  }
}

export async function packFolder(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true })
  const paths = names.filter((name) => letters.test(name)).map((name) => join(folder, name))
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
