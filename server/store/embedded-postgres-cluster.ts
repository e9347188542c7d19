import { spawn, type SpawnOptions } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import type { Place } from './embedded-postgres-place.ts'

/** Superuser and database of the built-in cluster. */
export const clusterOwner = 'lygte'
export const clusterDatabase = 'lygte'

/**
 * Makes the cluster when there is none. An interrupted attempt leaves nothing that looks like a cluster, and of two
 * attempts at once one wins.
 */
export async function makeCluster(place: Place, password: string | null): Promise<void> {
  if (existsSync(place.cluster)) return
  const half = mkdtempSync(join(place.folder, 'new-'))
  if (place.user) chownSync(half, place.user.uid, place.user.gid)
  const passwordFile = password === null ? null : `${half}.password`
  if (passwordFile) writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  try {
    await runInitdb(place, [
      `--pgdata=${half}`,
      ...(passwordFile ? [`--pwfile=${passwordFile}`] : []),
    ])
    if (!existsSync(place.cluster)) renameSync(half, place.cluster)
  } finally {
    rmSync(half, { recursive: true, force: true })
    if (passwordFile) rmSync(passwordFile, { force: true })
  }
}

async function runInitdb(place: Place, args: string[]): Promise<void> {
  const options = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const all = [
    ...args,
    ...options,
    '--locale=C',
    `--username=${clusterOwner}`,
    '--auth=scram-sha-256',
  ]
  // initdb asks for a password with scram on all lines; allowConnections() writes the real rules afterwards.
  const withoutPassword = args.some((arg) => arg.startsWith('--pwfile'))
    ? all
    : [...all.slice(0, -1), '--auth=peer']
  const child = spawn(place.binaries.initdb, withoutPassword, {
    ...runAs(place),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  }).catch((cause: unknown) => {
    throw new EmbeddedPostgresError(
      'The programs of the built-in database cannot run on this machine. Set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    )
  })
  if (code !== 0)
    throw new EmbeddedPostgresError(`The built-in database could not be made: ${complaint.trim()}`)
}

/** Options that run a database program as its user, away from our terminal and from PG* variables of our environment. */
export function runAs(place: Place): SpawnOptions & { stdio?: undefined } {
  return {
    cwd: place.folder,
    ...(place.user && { uid: place.user.uid, gid: place.user.gid }),
    ...(process.platform !== 'win32' && { env: { LC_ALL: 'C', TZ: 'UTC' } }),
  }
}

/**
 * Writes who may connect: on a Unix socket the system user of this process, known from the socket itself, so that there
 * is no password to keep; on Windows loopback with the generated password.
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
