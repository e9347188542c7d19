import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url))

/** Real maps, reports and photos live beside the repository and are never copied into it. */
const dataRoot = fileURLToPath(new URL('../../../shared/data/', import.meta.url))

/** Path of a real data file. Missing: an error under `CI=true`, otherwise undefined, so that the caller can skip by name. */
export function sharedData(path: string): string | undefined {
  const full = `${dataRoot}${path}`
  if (existsSync(full)) return full
  if (process.env['CI'] === 'true') {
    throw new Error(`Test data ${path} is missing beside the repository (../shared/data)`)
  }
  return undefined
}
