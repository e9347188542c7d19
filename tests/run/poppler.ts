import { spawnSync } from 'node:child_process'
import { installDebianPackage } from './debian-package.ts'

/** Makes sure that PDF files can be read by poppler's programs. Returns why not, or undefined. */
export async function popplerForTests(): Promise<string | undefined> {
  if (!hasPoppler()) await installDebianPackage('poppler-utils')
  if (hasPoppler()) return undefined
  return 'there is no poppler, and it could not be installed (apt-get install poppler-utils)'
}

const hasPoppler = (): boolean =>
  ['pdfinfo', 'pdftotext'].every((program) => spawnSync(program, ['-v']).error === undefined)
