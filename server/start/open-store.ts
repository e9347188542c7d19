import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { makeUuid } from '../../shared/identifiers.ts'
import type { Config } from '../config.ts'
import { openDatabase, type Store } from '../store/database/database.ts'
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../embedded-postgres/embedded-postgres.ts'
import { checkHighWater, keepHighWater } from '../store/database/high-water.ts'
import { migrate } from '../store/database/migrate.ts'
import { initialiseServerMeta } from '../store/database/server-meta.ts'

/** Oldest PostgreSQL whose features the migrations use, as `server_version_num` counts. */
const oldestVersion = 150_000

/** The database of DATABASE_URL cannot be used; the message is a sentence for the operator. */
class DatabaseUnusableError extends Error {
  override name = 'DatabaseUnusableError'
}

export interface OpenedStore {
  store: Store
  /** Null with DATABASE_URL. */
  embedded: EmbeddedPostgres | null
  /** Sentences for the operator about what was unusual. */
  notes: string[]
  /** Closes the connections and stops what was started here, in that order. */
  close(): Promise<void>
}

/**
 * Opens the store, migrated and with its epoch, ready for requests. Throws `EmbeddedPostgresError`, `DatabaseUnusableError` or an
 * error of migrate.ts.
 */
export async function openStore(config: Config): Promise<OpenedStore> {
  const bare = await openBareStore(config)
  const { store } = bare
  try {
    await migrate(store)
    await initialiseServerMeta(store, makeEpoch())
    const endHighWater = await watchHighWater(store, config, bare.notes)
    const close = async () => {
      await endHighWater()
      await bare.close()
    }
    return { ...bare, close }
  } catch (error) {
    await bare.close()
    throw error
  }
}

/** Opens the store as it is, perhaps without a single table, for restoring a backup into it. */
export async function openBareStore(config: Config): Promise<OpenedStore> {
  const embedded = config.databaseUrl === null ? await startEmbeddedPostgres(config) : null
  const address = embedded?.connection ?? { connectionString: config.databaseUrl ?? '' }
  const store = openDatabase(address)
  const close = async () => {
    await store.close()
    await embedded?.stop()
  }
  try {
    if (!embedded) await checkDatabase(store)
    return { store, embedded, notes: [...(embedded?.notes ?? [])], close }
  } catch (error) {
    await close()
    throw error
  }
}

export const makeEpoch = () => makeUuid(Date.now(), () => randomBytes(16))

async function watchHighWater(
  store: Store,
  { dataDir }: Config,
  notes: string[],
): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true })
  const check = { file: join(dataDir, 'high-water.json'), makeEpoch }
  if (await checkHighWater(store, check)) {
    notes.push(
      'The database is older than what this server has seen: it was put back from a copy. Phones will send again what they still hold.',
    )
  }
  return keepHighWater(store, check)
}

async function checkDatabase(store: Store): Promise<void> {
  const answer = await store.pool
    .query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::integer as version, current_setting('server_encoding') as encoding`,
    )
    .catch((cause: unknown) => {
      throw new DatabaseUnusableError(`DATABASE_URL cannot be used: ${reasonOf(cause)}.`, { cause })
    })
  const { version, encoding } = answer.rows[0] ?? { version: 0, encoding: '' }
  if (version < oldestVersion) {
    throw new DatabaseUnusableError(
      `DATABASE_URL leads to PostgreSQL ${Math.floor(version / 10_000)}; Lygte needs 15 or newer.`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new DatabaseUnusableError(
      `DATABASE_URL leads to a database encoded as ${encoding}; Lygte needs UTF8.`,
    )
  }
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'no PostgreSQL answers at that address',
  ENOENT: 'there is no such socket',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up just now',
  ETIMEDOUT: 'the server does not answer',
  '28P01': 'user or password is wrong',
  '28000': 'the server does not let this user in',
  '3D000': 'there is no database of that name',
}

/** The address itself is never shown: it holds a password. */
function reasonOf(error: unknown): string {
  const all = error instanceof AggregateError ? (error.errors as unknown[]) : [error]
  const codes = all.map((each) => (each as NodeJS.ErrnoException).code ?? '')
  const known = codes.map((code) => reasons[code]).find((reason) => reason !== undefined)
  return known ?? (error instanceof Error ? error.message : 'the server does not answer')
}
