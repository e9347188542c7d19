import { spawn } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './error.ts'
import type { Place } from './place.ts'

/** Superuser and database of the built-in cluster. */
export const clusterOwner = 'lygte'
export const clusterDatabase = 'lygte'

/**
 * Creates the cluster when there is none. An interrupted attempt leaves nothing that looks like a cluster, and of two concurrent
 * attempts one wins. The password is for loopback TCP; it is `null` where the Unix socket identifies the user.
 */
export async function makeCluster(place: Place, password: string | null): Promise<void> {
  if (existsSync(place.cluster)) return
  const half = mkdtempSync(join(place.folder, halfMade))
  if (place.user) chownSync(half, place.user.uid, place.user.gid)
  try {
    await runInitdb(place, half, password)
    renameSync(half, place.cluster)
  } catch (error) {
    if (!existsSync(place.cluster)) throw error
  } finally {
    rmSync(half, { recursive: true, force: true })
  }
}

const halfMade = 'new-'

/** Removes what interrupted first starts left. Only the process that holds the folder may call it. */
export function removeHalfMade({ folder }: Place): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(halfMade)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

async function runInitdb(place: Place, folder: string, password: string | null): Promise<void> {
  const args = [
    `--pgdata=${folder}`,
    `--username=${clusterOwner}`,
    '--encoding=UTF8',
    // Danish letters count as letters, and the order does not depend on the locales of the machine.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    // allowConnections() writes the rules that apply.
    ...(password === null
      ? ['--auth=peer']
      : ['--auth=scram-sha-256', `--pwfile=${folder}.password`]),
  ]
  if (password !== null) writeFileSync(`${folder}.password`, `${password}\n`, { mode: 0o600 })
  const child = spawn(place.binaries.initdb, args, {
    ...runAs(place),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  }).catch(cannotRun)
  rmSync(`${folder}.password`, { force: true })
  if (code !== 0) {
    throw new EmbeddedPostgresError(`The built-in database could not be made: ${complaint.trim()}`)
  }
}

function cannotRun(cause: unknown): never {
  throw new EmbeddedPostgresError(
    'The programs of the built-in database cannot run on this machine. Set DATABASE_URL to a PostgreSQL 15 or newer.',
    { cause },
  )
}

/** Options that run a database program as its user, detached from our terminal and from PG* variables of our environment. */
export function runAs(place: Place) {
  return {
    cwd: place.folder,
    ...(place.user && { uid: place.user.uid, gid: place.user.gid }),
    ...(process.platform !== 'win32' && { env: { LC_ALL: 'C', TZ: 'UTC' } }),
  }
}

/**
 * Writes who may connect. On a Unix socket that is the system user of this process, which the socket identifies, so there is no
 * password to keep; on Windows it is loopback with the generated password.
 */
export function allowConnections(place: Place): void {
  const rules =
    place.socketFolder === null
      ? 'host all all 127.0.0.1/32 scram-sha-256\n'
      : 'local all all peer map=lygte\n'
  const name = userInfo().username.replaceAll('"', '')
  writeFileSync(join(place.cluster, 'pg_hba.conf'), rules)
  writeFileSync(join(place.cluster, 'pg_ident.conf'), `lygte "${name}" ${clusterOwner}\n`)
}
