import { readFile, readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Plugin, ResolvedConfig, Rolldown } from 'vite'
import { precachedNames, precacheProblems, type BuiltFile } from './precache-rules.ts'

type Bundle = Rolldown.OutputBundle
type Chunk = Rolldown.OutputChunk

interface ManifestResult<T> {
  manifest: T[]
  warnings: string[]
}

export interface WalkPrecacheOptions {
  /** HTML entry of the walk app, relative to the client's root. */
  entry: string
  /** File name of the built worker. */
  worker: string
}

/**
 * Keeps the precache to the walk app: its page, every chunk it can ever load, their styles, fonts and pictures, and the
 * files of `client/public`. Phones never store the desk. `check` fails the build when the worker that came out does not
 * hold exactly that.
 */
export function walkPrecache({ entry, worker }: WalkPrecacheOptions) {
  const files = new Set<string>()
  let config: ResolvedConfig | undefined

  const collect: Plugin = {
    name: 'lygte-walk-files',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved
    },
    async generateBundle(_options, bundle) {
      files.clear()
      files.add(entry)
      for (const name of reachableFiles(bundle, entry)) files.add(name)
      for (const name of await publicFiles(config?.publicDir)) files.add(name)
    },
  }

  const check: Plugin = {
    name: 'lygte-precache-check',
    apply: 'build',
    enforce: 'post',
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        if (!config) return
        const folder = resolve(config.root, config.build.outDir)
        const walkFiles = await Promise.all([...files].map((name) => weigh(folder, name)))
        const code = await readFile(join(folder, worker), 'utf8')
        const problems = precacheProblems(walkFiles, precachedNames(code))
        if (problems.length > 0) throw new Error(`Precache:\n  ${problems.join('\n  ')}`)
      },
    },
  }

  const transform = <T extends { url: string }>(manifest: T[]): ManifestResult<T> => ({
    manifest: manifest.filter((item) => files.has(item.url)),
    warnings: [],
  })
  return { collect, check, transform }
}

/** Files a page can reach: static and lazy chunks, and what they name. */
export function reachableFiles(bundle: Bundle, entry: string): Set<string> {
  const reached = new Set<string>()
  const chunks = Object.values(bundle).filter((item): item is Chunk => item.type === 'chunk')
  const queue = chunks
    .filter((chunk) => chunk.isEntry && chunk.facadeModuleId?.endsWith(`/${entry}`))
    .map((chunk) => chunk.fileName)
  if (queue.length === 0) throw new Error(`No entry chunk for ${entry}`)
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    const chunk = bundle[name]
    if (chunk?.type !== 'chunk') continue
    queue.push(...chunk.imports, ...chunk.dynamicImports)
    queue.push(...(chunk.viteMetadata?.importedCss ?? []))
    queue.push(...(chunk.viteMetadata?.importedAssets ?? []))
  }
  return reached
}

async function publicFiles(folder: string | undefined): Promise<string[]> {
  if (!folder) return []
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((file) => file.isFile())
    .map((file) =>
      join(file.parentPath, file.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
}

async function weigh(folder: string, fileName: string): Promise<BuiltFile> {
  return { fileName, bytes: (await stat(join(folder, fileName))).size }
}
