import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url))

/** Maps of the demo, which tests use too; their licence is beside them. */
export const demoMapFolder = join(repositoryRoot, 'server/demo/maps')
export const demoMap = (town: 'aalborg' | 'sindal'): string =>
  join(demoMapFolder, `${town}.pmtiles`)

/** Names the folder of the large corpora that are not in the repository (CONTRIBUTING.md, "Test data"). */
const testDataVariable = 'LYGTE_TEST_DATA'

/**
 * Returns the path of a file of the large corpora; undefined where there are none, so that the caller can report by name what is
 * not run.
 */
export function testData(path: string): string | undefined {
  const folder = process.env[testDataVariable]
  if (folder === undefined || folder === '') return undefined
  const full = join(folder, path)
  return existsSync(full) ? full : undefined
}

/** A file of the large corpora is needed and missing: what needs it is reported as not run, and fails nothing. */
export class MissingDataError extends Error {
  override name = 'MissingDataError'

  constructor(path: string) {
    super(`${testDataVariable} names no folder with ${path} (CONTRIBUTING.md, "Test data")`)
  }
}

/** The same where the file is required; throws `MissingDataError`. */
export function neededData(path: string): string {
  const full = testData(path)
  if (full === undefined) throw new MissingDataError(path)
  return full
}

/** A file of the small licensed set in the repository (tests/fixtures/NOTICE.md). */
export const fixture = (path: string): string => join(repositoryRoot, 'tests/fixtures', path)
