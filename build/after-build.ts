import type { Plugin, ResolvedConfig } from 'vite'

/** A plugin that works on what a build has written, after every other file of it; several run in the order of the configuration. */
export function afterBuild(name: string, work: (config: ResolvedConfig) => Promise<void>): Plugin {
  let config: ResolvedConfig | undefined
  return {
    name,
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        if (config) await work(config)
      },
    },
  }
}
