import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { unprivilegedUser } from '../../server/store/embedded-postgres-user.ts'
import { installDebianPackage } from './debian-package.ts'

const programs = '/usr/lib/postgresql/15/bin'
const run = promisify(execFile)

export interface RunningPostgres {
  url: string
  stop(): Promise<void>
}

/**
 * A throw-away cluster of Debian's PostgreSQL 15, the oldest that production may run, installed when we may and it is
 * missing. Without fsync: these tests are about SQL. Answers why there is none instead.
 */
export async function debianPostgres(): Promise<RunningPostgres | { missing: string }> {
  if (!existsSync(programs)) await install()
  if (!existsSync(programs)) {
    return { missing: `PostgreSQL 15 is not in ${programs} (apt-get install postgresql-15)` }
  }
  const user = unprivilegedUser()
  const as = user ? { uid: user.uid, gid: user.gid } : {}
  const folder = mkdtempSync(join(tmpdir(), 'lygte-pg15-'))
  const cluster = join(folder, 'cluster')
  mkdirSync(cluster, { mode: 0o700 })
  for (const path of user ? [folder, cluster] : []) chownSync(path, user?.uid ?? 0, user?.gid ?? 0)
  // A locale that knows Danish letters, as the embedded cluster's.
  const options = ['--locale=C.UTF-8', '--encoding=UTF8', '--username=lygte', '--auth=trust']
  await run(join(programs, 'initdb'), [`--pgdata=${cluster}`, ...options], { ...as, cwd: folder })
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: 'off',
    max_connections: '300',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(programs, 'postgres'), ['-D', cluster, ...args], {
    ...as,
    cwd: folder,
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const url = `postgres:///postgres?user=lygte&host=${encodeURIComponent(folder)}`
  const stop = async () => {
    child.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  while (!(await answers(url))) {
    if (child.exitCode !== null) return { missing: 'PostgreSQL 15 does not start here' }
    await pause(50)
  }
  return { url, stop }
}

/** The package would also start a server of its own, on the port that somebody else may want. */
async function install(): Promise<void> {
  if (process.getuid?.() !== 0) return
  const config = '/etc/postgresql-common/createcluster.conf'
  if (!existsSync(config)) {
    mkdirSync('/etc/postgresql-common', { recursive: true })
    writeFileSync(config, 'create_main_cluster = false\n')
  }
  await installDebianPackage('postgresql-15')
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
