import type { Plugin } from 'vite'

const file = /\/shared\/[a-z/]+\/mutation-schemas\.ts$/

/**
 * Writes the schemas of mutations into the client as plain data: the builder that makes them would take 23 kB of the capture
 * route's 200. Such a file exports nothing else.
 */
export const plainSchemas = (): Plugin => ({
  name: 'lygte-plain-schemas',
  enforce: 'pre',
  apply: 'build',
  async load(id) {
    if (!file.test(id)) return null
    const exports = (await import(id)) as Record<string, unknown>
    return Object.entries(exports)
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
      .join('\n')
  },
})
