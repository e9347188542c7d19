import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { ClusterAddress } from './address.ts'
import { allowConnections, clusterDatabase } from './cluster.ts'
import { EmbeddedPostgresError } from './error.ts'
import { tryKeeper, type Keeper } from './keeper.ts'
import { postmasterPid, settleLeftover } from './leftover.ts'
import type { Place } from './place.ts'
import { lastComplaint, startProcess, type Durability, type PostgresProcess } from './process.ts'

export interface Setting {
  place: Place
  address: ClusterAddress
  durability: Durability
}

/** A database process that is our child, and whose lock we hold. */
export interface Running {
  process: PostgresProcess
  keeper: Keeper
}

/** Survivors of a killed database need a moment to notice and to end before a new one may start. */
const startAttempts = 40

/**
 * Cleans up what an earlier server left and starts the database; `notes` gets a sentence about what was found. Throws
 * `DataFolderInUseError`, or `EmbeddedPostgresError` with the database's own last message.
 */
export async function bringUp(setting: Setting, notes: string[]): Promise<Running> {
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

/** Waits for the lock on our own fresh process, or `null` when it ended, e.g. because another start was quicker. */
export async function keeperOf(
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

/** Makes our database in a fresh cluster. */
export async function makeDatabase(address: ClusterAddress): Promise<void> {
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
