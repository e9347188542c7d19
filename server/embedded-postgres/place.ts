import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { PostgresBinaries } from './binaries.ts'
import { makeOpenFolder, reachableBinaries } from './copy.ts'
import { DataFolderInUseError, EmbeddedPostgresError } from './error.ts'
import { mayReach, unprivilegedUser, type SystemUser } from './user.ts'

/** Describes where one built-in database is; nothing has been started. */
export interface Place {
  dataDir: string
  /** Private folder (mode 0700, owned by the user PostgreSQL runs as) around the cluster. */
  folder: string
  cluster: string
  /** Folder of the Unix socket; `null` on Windows, where loopback TCP is used. */
  socketFolder: string | null
  log: string
  binaries: PostgresBinaries
  user: SystemUser | null
  /** Sentences for the operator about an unusual place. */
  notes: string[]
}

/** Shortest limit of a socket's path on our systems (104 bytes with its end on macOS), less `/.s.PGSQL.5432`. */
const longestSocketFolder = 103 - '/.s.PGSQL.5432'.length

/**
 * Finds or creates the folders of the built-in database of this data folder. As root, with a data folder closed to others, they are
 * below `systemFolder`, under the random id that the data folder keeps. Throws `EmbeddedPostgresError` with a sentence when that is
 * impossible.
 */
export function findPlace(dataDir: string, systemFolder = '/var/lib/lygte'): Place {
  makeDataFolder(dataDir)
  const user = unprivilegedUser()
  const notes: string[] = []
  const folder = clusterFolder({ dataDir: realpathSync(dataDir), user, systemFolder, notes })
  makePrivate(folder, user)
  return {
    dataDir,
    folder,
    cluster: join(folder, 'cluster'),
    socketFolder: process.platform === 'win32' ? null : socketFolderFor(folder, user),
    log: join(dataDir, 'postgres.log'),
    binaries: reachableBinaries(user, systemFolder, notes),
    user,
    notes,
  }
}

function makeDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
    const probe = join(dataDir, `.write-test-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (cause) {
    throw new EmbeddedPostgresError(`The data folder ${dataDir} cannot be written to.`, { cause })
  }
}

interface Whereabouts {
  dataDir: string
  user: SystemUser | null
  systemFolder: string
  notes: string[]
}

function clusterFolder({ dataDir, user, systemFolder, notes }: Whereabouts): string {
  const own = join(dataDir, 'postgres')
  if (!user) return own
  const id = storeId(dataDir)
  const away = join(systemFolder, id)
  // A data folder whose rights were widened later keeps its first place, because the data is there.
  if (!existsSync(away)) {
    if (mayReach(user, dataDir)) return own
    if (existsSync(own)) {
      throw new EmbeddedPostgresError(
        `The database in ${own} runs as user ${user.name}, who may no longer enter that folder. Open the folders above it again (chmod o+x).`,
      )
    }
  }
  notes.push(
    `${dataDir} is closed to other users, and the database must not run as root: it runs as ${user.name} and is kept in ${away}.`,
  )
  claim(away, { dataDir, id })
  return away
}

/** A random id that moves with the data folder. */
function storeId(dataDir: string): string {
  const file = join(dataDir, 'store-id')
  try {
    writeFileSync(file, `${randomUUID()}\n`, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}

/** Records whose database this is: a copied data folder has the same id and must not share it. */
function claim(away: string, { dataDir, id }: { dataDir: string; id: string }): void {
  makeOpenFolder(dirname(away))
  mkdirSync(away, { recursive: true })
  const file = join(away, 'data-folder')
  const owner = existsSync(file) ? readFileSync(file, 'utf8').trim() : dataDir
  const ownersId = join(owner, 'store-id')
  if (owner !== dataDir && existsSync(ownersId) && readFileSync(ownersId, 'utf8').trim() === id) {
    throw new DataFolderInUseError(
      `${dataDir} is a copy of ${owner}, whose database is in ${away}. Remove ${join(dataDir, 'store-id')} to begin with an empty database.`,
    )
  }
  writeFileSync(file, `${dataDir}\n`)
}

function makePrivate(folder: string, user: SystemUser | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (user) chownSync(folder, user.uid, user.gid)
}

function socketFolderFor(folder: string, user: SystemUser | null): string {
  if (Buffer.byteLength(folder) <= longestSocketFolder) return folder
  // An earlier start that was killed left this folder's name here.
  const pointer = join(folder, 'socket-folder')
  const earlier = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : ''
  if (earlier && isPrivate(earlier, user)) return earlier
  const short = mkdtempSync(join(tmpdir().length > 60 ? '/tmp' : tmpdir(), 'lygte-'))
  makePrivate(short, user)
  writeFileSync(pointer, `${short}\n`)
  return short
}

function isPrivate(folder: string, user: SystemUser | null): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false })
  return stat?.uid === (user?.uid ?? process.getuid?.()) && (stat?.mode ?? 0) % 0o1000 === 0o700
}
