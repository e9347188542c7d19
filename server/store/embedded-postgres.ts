import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { DatabaseAddress } from './database.ts'
import {
  allowConnections,
  clusterDatabase,
  clusterOwner,
  makeCluster,
} from './embedded-postgres-cluster.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { tryKeeper, type Keeper } from './embedded-postgres-keeper.ts'
import { postmasterPid, settleLeftover, stopPostgres } from './embedded-postgres-leftover.ts'
import { findPlace, type Place } from './embedded-postgres-place.ts'
import {
  lastComplaint,
  startProcess,
  type Durability,
  type PostgresProcess,
} from './embedded-postgres-process.ts'

export interface EmbeddedPostgresOptions {
  dataDir: string
  /** Default `full`. */
  durability?: Durability
  /** Where a cluster goes that cannot lie in the data folder; default `/var/lib/lygte`. */
  systemFolder?: string
}

/** The database process ended without being asked to. */
export interface PostgresExit {
  /** Settles when it works again; fails with `EmbeddedPostgresError` when another server has taken the folder. */
  recovered: Promise<void>
}

export interface EmbeddedPostgres {
  /** The same for as long as this runs, also after a restart of the database. */
  connection: DatabaseAddress
  /** Process id of the database as of now. */
  pid(): number
  /** Sentences for the operator about what was unusual at this start. */
  notes: readonly string[]
  /** Stops the database in an orderly way; a second call does nothing more. */
  stop(): Promise<void>
  onExit(listener: (exit: PostgresExit) => void): void
}

interface Running {
  process: PostgresProcess
  keeper: Keeper
}

interface Setting {
  place: Place
  address: DatabaseAddress & { port: number }
  durability: Durability
}

/**
 * Starts the PostgreSQL of this data folder (making it on the first start), after clearing up what a killed server may
 * have left. While it runs, an unexpected end of the database is met by a restart; queries fail as transient meanwhile.
 * Throws `DataFolderInUseError` when another server holds the folder, `EmbeddedPostgresError` with a sentence otherwise.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const place = findPlace(options.dataDir, options.systemFolder)
  const address = await addressOf(place)
  await makeCluster(place, address.password ?? null)
  const setting = { place, address, durability: options.durability ?? 'full' }
  const notes = [...place.notes]
  const first = await bringUp(setting, notes)
  await makeDatabase(address)
  return watch(setting, first, notes)
}

async function addressOf(place: Place): Promise<DatabaseAddress & { port: number }> {
  const base = { user: clusterOwner, database: clusterDatabase }
  if (place.socketFolder !== null) return { ...base, host: place.socketFolder, port: 5432 }
  const file = join(place.folder, 'loopback.json')
  if (!existsSync(file)) {
    const made = { port: await freePort(), password: randomBytes(24).toString('base64url') }
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { port: number; password: string }
  return { ...base, host: '127.0.0.1', ...kept }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Survivors of a killed database need a moment to notice and leave; only then a new one may start. */
const startAttempts = 40

async function bringUp(setting: Setting, notes: string[]): Promise<Running> {
  const { place, address, durability } = setting
  for (let attempt = 1; attempt <= startAttempts; attempt += 1) {
    if (await settleLeftover(place, address)) {
      notes.push(
        'A database left behind by a server that was killed was stopped in an orderly way.',
      )
    }
    allowConnections(place)
    const process = startProcess(place, { port: address.port, durability })
    const keeper = await keeperOf(process, setting)
    if (keeper) return { process, keeper }
    await pause(250)
  }
  throw new EmbeddedPostgresError(
    `The built-in database does not start: ${lastComplaint(place)} (its log is ${place.log})`,
  )
}

/** The lock on our own fresh process, or `null` when it ended, e.g. because another start was quicker. */
async function keeperOf(
  process: PostgresProcess,
  { place, address }: Setting,
): Promise<Keeper | null> {
  while (!process.hasEnded()) {
    const attempt = await tryKeeper(address)
    if (attempt.kind === 'held') {
      if (postmasterPid(place) === process.child.pid) return attempt.keeper
      await attempt.keeper.client.end().catch(() => undefined)
    }
    await Promise.race([pause(20), process.ended])
  }
  return null
}

async function makeDatabase(address: DatabaseAddress): Promise<void> {
  const client = new pg.Client({ ...address, database: 'postgres' })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [
      clusterDatabase,
    ])
    if (!found.rowCount) await client.query(`create database ${clusterDatabase}`)
  } finally {
    await client.end()
  }
}

/** Longest pause between two attempts to restart, in milliseconds. */
const longestPauseMs = 10_000

function watch(setting: Setting, first: Running, notes: string[]): EmbeddedPostgres {
  const { place, address } = setting
  const listeners: ((exit: PostgresExit) => void)[] = []
  let current = first
  let stopping: Promise<void> | null = null
  let recovering: Promise<void> | null = null

  const follow = async (running: Running): Promise<void> => {
    await Promise.race([running.process.ended, running.keeper.lost])
    if (stopping) return
    recovering = recover(running)
    for (const listener of listeners) listener({ recovered: recovering })
    // Each listener deals with a failure; without one the next query tells.
    await recovering.catch(() => undefined)
  }

  const recover = async (running: Running): Promise<void> => {
    // The lock's connection also breaks when one backend crashes: the database resets itself and lives on.
    if (!running.process.hasEnded()) {
      const keeper = await keeperOf(running.process, setting)
      if (keeper) return begin({ ...running, keeper })
    }
    for (let delay = 100; !stopping; delay = Math.min(delay * 2, longestPauseMs)) {
      try {
        return begin(await bringUp(setting, notes))
      } catch (error) {
        if (error instanceof Error && error.name === 'DataFolderInUseError') throw error
      }
      await pause(delay)
    }
  }

  const begin = (running: Running): void => {
    current = running
    recovering = null
    void follow(running)
  }

  const halt = async (): Promise<void> => {
    await recovering?.catch(() => undefined)
    process.removeListener('exit', lastResort)
    const pid = current.process.child.pid
    if (pid && !current.process.hasEnded()) await stopPostgres(pid, place)
    await current.keeper.client.end().catch(() => undefined)
    if (place.socketFolder && place.socketFolder !== place.folder) {
      rmSync(place.socketFolder, { recursive: true, force: true })
      rmSync(join(place.folder, 'socket-folder'), { force: true })
    }
  }

  // When we end without stop(), e.g. by an error, the database gets the same orderly order to stop.
  const lastResort = () => void current.process.child.kill('SIGINT')
  process.on('exit', lastResort)

  void follow(first)
  return {
    connection: address,
    pid: () => current.process.child.pid ?? 0,
    notes,
    stop: () => (stopping ??= halt()),
    onExit: (listener) => void listeners.push(listener),
  }
}
