import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DatabaseAddress } from '../store/database/database.ts'
import { DataFolderInUseError, EmbeddedPostgresError } from './error.ts'
import { tryKeeper } from './keeper.ts'
import type { Place } from './place.ts'

/** Longest wait for a database that is starting, recovering or stopping; recovery after a hard stop takes longest. */
const longestWaitMs = 120_000

/** How long a server that was asked to stop a moment ago may take to leave. */
const leavingMs = 2_000

/**
 * Prepares a start. Earlier servers can leave: a running database whose server was killed (stopped in an orderly way here), a pid
 * file of a dead process (PostgreSQL detects that itself), and a pid file whose number another program has now (moved away).
 * Returns whether a database was stopped. Throws `DataFolderInUseError` when a living server holds this folder; then nothing was
 * touched.
 */
export async function settleLeftover(place: Place, address: DatabaseAddress): Promise<boolean> {
  const begin = Date.now()
  const deadline = begin + longestWaitMs
  for (;;) {
    const pid = postmasterPid(place)
    const attempt = await tryKeeper(address)
    if (attempt.kind === 'taken' && Date.now() > begin + leavingMs) {
      throw inUse(place, attempt.byPid)
    }
    if (attempt.kind === 'held') {
      if (pid === null)
        throw new EmbeddedPostgresError(
          `A database answers in ${place.folder}, but its pid file is missing.`,
        )
      await stopPostgres(pid, place)
      await attempt.keeper.client.end().catch(() => undefined)
      return true
    }
    if (attempt.kind === 'nobody' && (pid === null || !isPostgresOn(pid, place.cluster))) {
      if (pid !== null && isAlive(pid)) disownPidFiles(place)
      return false
    }
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `A database process (pid ${pid ?? 'not known'}) uses ${place.cluster} but does not answer. Stop it and start again.`,
      )
    }
    await pause(100)
  }
}

const inUse = (place: Place, pid: number | null) =>
  new DataFolderInUseError(
    `Another Lygte${pid === null ? '' : ` (process ${pid})`} already runs on the data folder ${place.dataDir}. Stop it first, or give this one its own folder with DATA_DIR.`,
  )

/** Returns the number in PostgreSQL's own pid file, or `null` without a readable one. */
export function postmasterPid(place: Place): number | null {
  const file = join(place.cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  return Number.isInteger(pid) && pid > 0 ? pid : null
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Returns whether this process is PostgreSQL on our cluster, and not a program that got the same number later. */
export function isPostgresOn(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false
  try {
    if (process.platform === 'linux') {
      // PostgreSQL's processes have their cluster's folder as working directory. A zombie has none any more.
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
    }
    if (process.platform === 'win32') {
      return execFileSync('tasklist', ['/FI', `PID eq ${pid}`], { encoding: 'utf8' }).includes(
        'postgres',
      )
    }
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return command.includes(cluster)
  } catch {
    return false
  }
}

/**
 * Neutralises pid files whose number belongs to another program, which PostgreSQL would take for itself. They are not deleted,
 * because they also name the shared memory by which PostgreSQL finds survivors of a killed server. They get our own number, which
 * PostgreSQL ignores because it is its parent's.
 */
function disownPidFiles(place: Place): void {
  const files = [join(place.cluster, 'postmaster.pid')]
  if (place.socketFolder) files.push(join(place.socketFolder, '.s.PGSQL.5432.lock'))
  for (const file of files.filter(existsSync)) {
    const [, ...rest] = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, [process.pid, ...rest].join('\n'))
  }
}

/** Stops a database in an orderly way: sessions end and everything is written. After 30 s it is killed. */
export async function stopPostgres(pid: number, place: Place): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no signals: process.kill would end the database without a checkpoint.
    execFileSync(place.binaries.pgCtl, ['stop', '-D', place.cluster, '-m', 'fast', '-w'])
    return
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signalIfAlive(pid, signal)
    const deadline = Date.now() + 30_000
    while (Date.now() < deadline) {
      if (!isPostgresOn(pid, place.cluster)) return
      await pause(20)
    }
  }
  throw new EmbeddedPostgresError(`The database process ${pid} cannot be stopped.`)
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
