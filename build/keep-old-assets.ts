import { readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Plugin, ResolvedConfig } from 'vite'

/**
 * Leaves the hashed files of earlier builds in the output for so many days: a tab that was open during a deploy can still
 * load its lazy chunks (property I4). Older ones, and loose files of no build, go.
 */
export function keepOldAssets({ days }: { days: number }): Plugin {
  let config: ResolvedConfig | undefined
  const fresh = new Set<string>()
  return {
    name: 'lygte-keep-old-assets',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved
    },
    generateBundle(_options, bundle) {
      fresh.clear()
      for (const name of Object.keys(bundle)) fresh.add(name)
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        if (!config) return
        const assets = resolve(config.root, config.build.outDir, config.build.assetsDir)
        const oldest = Date.now() - days * 86_400_000
        for (const name of await readdir(assets).catch(() => [])) {
          const isFresh = fresh.has(`${config.build.assetsDir}/${name}`)
          const path = join(assets, name)
          if (!isFresh && (await stat(path)).mtimeMs < oldest) await rm(path, { force: true })
        }
      },
    },
  }
}
