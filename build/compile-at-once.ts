import type { Plugin } from 'vite'

const hint = '//# allFunctionsCalledOnLoad'

/**
 * Marks the chunks that a start of the walk app runs anyway. Browsers that know the hint (Chromium from 136) compile such a file as a whole
 * beside the page and keep it compiled, instead of function by function at every start; for others it is a comment. It must be the
 * file's first line, and after minifying, which takes comments away. Source: https://v8.dev/blog/explicit-compile-hints
 */
export function compileAtOnce(names: RegExp): Plugin {
  return {
    name: 'lygte-compile-at-once',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const part of Object.values(bundle)) {
          if (part.type === 'chunk' && names.test(part.name)) part.code = `${hint}\n${part.code}`
        }
      },
    },
  }
}
