import pg from 'pg'
import type { DatabaseAddress } from '../store/database/database.ts'

/** Two lock numbers that only this program uses, next to those of the migrations. */
const keeperLock = [1_819_895_668, 2]
const nameOf = (pid: number) => `lygte keeper ${pid}`

/**
 * A connection that holds the advisory lock "this data folder is being served". The lock ends with the connection, so a killed
 * server leaves no stale lock.
 */
export interface Keeper {
  client: pg.Client
  /** Settles when the connection has ended, for whatever reason. */
  lost: Promise<void>
}

export type KeeperAttempt =
  | { kind: 'held'; keeper: Keeper }
  | { kind: 'taken'; byPid: number | null }
  /** No process listens at that address. */
  | { kind: 'nobody' }
  /** The database is starting, stopping or recovering: try again. */
  | { kind: 'not-yet' }

/** Connects to the database at this address and tries to take the lock, without waiting for it. */
export async function tryKeeper(address: DatabaseAddress): Promise<KeeperAttempt> {
  const client = new pg.Client({
    ...address,
    database: 'postgres',
    application_name: nameOf(process.pid),
    connectionTimeoutMillis: 5_000,
  })
  const lost = new Promise<void>((resolve) => client.once('end', resolve))
  client.on('error', () => undefined)
  try {
    await client.connect()
    const answer = await client.query<{ held: boolean }>(
      'select pg_try_advisory_lock($1, $2) as held',
      keeperLock,
    )
    if (answer.rows[0]?.held) return { kind: 'held', keeper: { client, lost } }
    const byPid = await holderOf(client)
    await client.end()
    return { kind: 'taken', byPid }
  } catch (error) {
    await client.end().catch(() => undefined)
    return { kind: isNobody(error) ? 'nobody' : 'not-yet' }
  }
}

const isNobody = (error: unknown): boolean =>
  ['ENOENT', 'ECONNREFUSED'].includes((error as NodeJS.ErrnoException).code ?? '')

/** Returns the process id of the server that holds the lock, as it registered itself; `null` when it has just ended. */
async function holderOf(client: pg.Client): Promise<number | null> {
  const found = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.classid = $1 and l.objid = $2`,
    keeperLock,
  )
  const pid = Number(found.rows[0]?.name.split(' ').at(-1))
  return Number.isInteger(pid) ? pid : null
}
