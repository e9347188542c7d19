import { spawnSync } from 'node:child_process'
import { installDebianPackages } from './debian-package.ts'

/** Programs that read what a report is written as and share no code with us, by the Debian packages that hold them. */
const programs: Record<string, string> = {
  pdfinfo: 'poppler-utils',
  pdftotext: 'poppler-utils',
  soffice: 'libreoffice-core-nogui libreoffice-writer-nogui libreoffice-calc-nogui',
  ogrinfo: 'gdal-bin',
}

/** Makes sure that the files of a report can be read by other programs. Returns why not, or undefined. */
export async function otherProgramsForTests(): Promise<string | undefined> {
  const packages = missingPackages()
  if (packages.length > 0) await installDebianPackages(packages)
  const missing = missingPackages()
  if (missing.length === 0) return undefined
  return `programs are missing, and could not be installed (apt-get install ${missing.join(' ')})`
}

const missingPackages = (): string[] => [
  ...new Set(
    Object.entries(programs)
      .filter(([program]) => spawnSync(program, ['--version']).error !== undefined)
      .flatMap(([, packages]) => packages.split(' ')),
  ),
]
