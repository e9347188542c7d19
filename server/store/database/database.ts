import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { preparing } from './prepared-statements.ts'
import type { Database } from './schema.ts'

/** Where a PostgreSQL is reached: a URL, or the parts that an embedded one is started with. */
export interface DatabaseAddress {
  connectionString?: string
  /** Host name, or the folder of a Unix socket. */
  host?: string
  port?: number
  user?: string
  password?: string
  database?: string
}

export interface DatabaseOptions extends DatabaseAddress {
  /** Most connections at one time; default 10. */
  poolSize?: number
}

export interface Store {
  db: Kysely<Database>
  /** The same connections, with statements that are prepared once on each: for the few that run all the time (docs/adr/0018). */
  prepared: Kysely<Database>
  /** For the few things that Kysely cannot express; queries belong in `db`. */
  pool: pg.Pool
  /** Waits for running queries, then gives all connections back. */
  close(): Promise<void>
}

/** The database is unreachable or fails for the moment; the same request may be repeated unchanged. */
export class StoreAwayError extends Error {
  override name = 'StoreAwayError'
}

/** Longest waits in milliseconds (sync.md §1.2, guards): nothing in this product needs more. */
const timeouts = {
  lock_timeout: 10_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
  connectionTimeoutMillis: 5_000,
  // Limits the client's side of a dead network, where the database's own limits have no effect.
  query_timeout: 35_000,
}

/**
 * Every query here is short: compiling one or starting helpers for it costs more than it saves, and two cores have none to spare. Pages
 * are assumed to be on solid state or in memory. The work memory is large enough for the exact hits of a frequent word among a million
 * texts.
 */
const planning =
  '-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1 -c work_mem=32MB'

/** Type number of `date`: the default parser would turn a day into an instant in the server's zone. */
const dateType: number = pg.types.builtins.DATE
const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    id === dateType && format !== 'binary'
      ? (text: string) => text
      : // The overloads of the driver's types name each format on its own.
        (pg.types.getTypeParser(id, format) as (text: string) => unknown),
}

/** Opens a pool. It connects when first used, so that an unavailable database shows as a `StoreAwayError` of a query. */
export function openDatabase({ poolSize = 10, ...address }: DatabaseOptions): Store {
  const pool = new pg.Pool({
    ...address,
    ...timeouts,
    options: planning,
    types,
    max: poolSize,
    keepAlive: true,
    application_name: 'lygte',
  })
  // A connection that breaks while idle or between two queries is reported here; its next use reports it to the caller.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
  })
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const prepared = new Kysely<Database>({ dialect: new PostgresDialect({ pool: preparing(pool) }) })
  return { db, prepared, pool, close: () => db.destroy() }
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** Serialization failure, deadlock, lock timeout, cancelled by timeout, disk full, too many connections. */
const transientStates = new Set(['40001', '40P01', '55P03', '57014', '53100', '53200', '53300'])
/** Messages of the driver for lost connections, which have no code. */
const lostConnection =
  /connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|query read timeout|cannot use a pool after calling end|client was closed/i

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/**
 * Returns whether the same request may succeed unchanged in a moment: lost connection (08xxx, 57Pxx, network), deadlock, lock or
 * statement timeout, disk full. Nothing of the failed transaction was kept, unless the connection broke during the commit: then only a
 * repeat with the same ids reveals it.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof StoreAwayError) return true
  if (error instanceof AggregateError && error.errors.some(isTransient)) return true
  const code = codeOf(error)
  if (networkCodes.has(code) || transientStates.has(code)) return true
  if (/^(08...|57P0.|25P03|25P04)$/.test(code)) return true
  return error instanceof Error && lostConnection.test(error.message)
}

/** Returns the error to throw: a `StoreAwayError` with its cause for a transient one, any other error unchanged. */
export function storeErrorOf(error: unknown): unknown {
  if (error instanceof StoreAwayError || !isTransient(error)) return error
  return new StoreAwayError('The database is away', { cause: error })
}

/** Returns whether a unique constraint (of this name, when given) refused a row. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint
}

/** Returns whether a foreign key refused a row: the row that it refers to does not exist. */
export const isForeignKeyViolation = (error: unknown): boolean => codeOf(error) === '23503'

/** Returns whether the database cannot store a text: NUL, or bytes that are no UTF-8. The caller sent it, so it is the caller's mistake. */
export const isUnreadableText = (error: unknown): boolean =>
  ['22021', '22P05'].includes(codeOf(error))
