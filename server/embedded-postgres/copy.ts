import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { binariesIn, installedBinaries, type PostgresBinaries } from './binaries.ts'
import { EmbeddedPostgresError } from './error.ts'
import { mayReach, type SystemUser } from './user.ts'

/** The user that PostgreSQL runs as may not be able to read npm's folder; then a copy is made once per version. */
export function reachableBinaries(
  user: SystemUser | null,
  systemFolder: string,
  notes: string[],
): PostgresBinaries {
  const installed = installedBinaries()
  if (!user || canRun(user, installed)) return installed
  const version = fingerprint(installed)
  const target = join(systemFolder, `postgres-${version}`)
  if (!existsSync(target)) {
    notes.push(`The database programs were copied to ${target}.`)
    copyBinaries(installed.root, target)
  }
  const copied = binariesIn(target)
  if (canRun(user, copied)) return copied
  throw new EmbeddedPostgresError(
    `User ${user.name} may not enter ${systemFolder}, where the database programs are. Open it (chmod o+rx), or set DATABASE_URL.`,
  )
}

const canRun = (user: SystemUser, binaries: PostgresBinaries): boolean =>
  mayReach(user, binaries.postgres) &&
  mayReach(user, join(binaries.root, 'share', 'postgresql', 'postgres.bki'), 'r')

/** Version of the npm package: another version gets another copy. */
function fingerprint({ root }: PostgresBinaries): string {
  const description = JSON.parse(readFileSync(join(root, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  return description.version
}

function copyBinaries(from: string, target: string): void {
  // The copy gets its final name last, so an interrupted one never looks complete.
  const half = `${target}.${process.pid}.new`
  makeOpenFolder(dirname(target))
  mkdirSync(half, { recursive: true })
  cpSync(from, half, { recursive: true, verbatimSymlinks: true })
  openToAll(half)
  try {
    renameSync(half, target)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    // Another start was faster.
    if (!existsSync(target)) throw error
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const isProgram = (statSync(path).mode & 0o100) !== 0
    chmodSync(path, entry.isDirectory() || isProgram ? 0o755 : 0o644)
  }
}

/** Creates a folder that everybody may enter, whatever the umask is; an existing one keeps its rights. */
export function makeOpenFolder(folder: string): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
}
