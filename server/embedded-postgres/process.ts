import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { runAs } from './cluster.ts'
import { totalmem } from 'node:os'
import type { Place } from './place.ts'

/** `none` is for throw-away test clusters only: a power cut would lose acknowledged data. */
export type Durability = 'full' | 'none'

export interface ProcessOptions {
  port: number
  durability: Durability
}

/** How a database process ended, or `null` while it runs. */
export interface PostgresProcess {
  child: ChildProcess
  ended: Promise<void>
  hasEnded(): boolean
}

const largestLogBytes = 10 * 1024 * 1024

/**
 * Starts `postgres` itself and not pg_ctl, so that we are its parent and see it end. It does not wait until the database is ready.
 */
export function startProcess(place: Place, options: ProcessOptions): PostgresProcess {
  const log = openLog(place.log)
  const child = spawn(place.binaries.postgres, ['-D', place.cluster, ...settings(place, options)], {
    ...runAs(place),
    stdio: ['ignore', log, log],
    // The database has its own process group: Ctrl-C in the terminal is meant for us, and running requests still need the database.
    detached: true,
    windowsHide: true,
  })
  closeSync(log)
  let isOver = false
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      isOver = true
      resolve()
    }
    child.once('exit', end)
    child.once('error', end)
  })
  return { child, ended, hasEnded: () => isOver }
}

function openLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestLogBytes) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

function settings(place: Place, { port, durability }: ProcessOptions): string[] {
  const values: Record<string, string> = {
    port: String(port),
    listen_addresses: place.socketFolder === null ? '127.0.0.1' : '',
    ...(place.socketFolder !== null && {
      unix_socket_directories: place.socketFolder,
      unix_socket_permissions: '0700',
    }),
    max_connections: durability === 'none' ? '300' : '60',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_destination: 'stderr',
    // What people wrote must not reach a log: neither statements nor the rows of a violated constraint.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    ...(durability === 'full'
      ? {
          fsync: 'on',
          full_page_writes: 'on',
          synchronous_commit: 'on',
          shared_buffers: `${String(pageCacheMb())}MB`,
        }
      : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/**
 * An eighth of the memory; PostgreSQL's manual recommends a quarter of a machine of its own. One search for a common word reads
 * through the default of 128 MB. Only what is used is allocated.
 */
function pageCacheMb(): number {
  const limit = process.constrainedMemory()
  const bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  return Math.floor(Math.min(1024, Math.max(128, bytes / 8 / 1024 ** 2)))
}

/** Returns the last severe message of the database's log, for a message to the operator. */
export function lastComplaint(place: Place): string {
  const lines = readFileSync(place.log, 'utf8').trimEnd().split('\n').slice(-20)
  const grave = lines.filter((line) => /FATAL|PANIC|error while loading/.test(line)).at(-1)
  return (grave ?? lines.at(-1) ?? '').replace(/^\S+ \S+ UTC \[\d+\] /, '')
}
