import { join, resolve } from 'node:path'
import type { Plugin, ResolvedConfig } from 'vite'
import { writeJoinPages } from './join-pages.ts'
import { packFolder, removeOldFiles } from './pack-files.ts'

/** A tab that was open during a deploy can still load its lazy chunks (property I4). */
const daysOldFilesStay = 30

/**
 * Who starts the walk app runs nearly all of it. Browsers that know the hint (Chromium from 136) compile such a file as a whole beside the
 * page, instead of function by function; others see a comment. It must be the first line. https://v8.dev/blog/explicit-compile-hints
 */
const compileHint = '//# allFunctionsCalledOnLoad'

/** The one step after a build, when every other file of it is written. */
export function afterBuild(): Plugin {
  let config: ResolvedConfig | undefined
  return {
    name: 'lygte-after-build',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk') file.code = `${compileHint}\n${file.code}`
        }
      },
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        if (!config) return
        const { root, build } = config
        const folder = resolve(root, build.outDir)
        await writeJoinPages(root, folder)
        await removeOldFiles(join(folder, build.assetsDir), daysOldFilesStay)
        await packFolder(join(folder, build.assetsDir))
      },
    },
  }
}
