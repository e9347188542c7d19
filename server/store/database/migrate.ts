import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PoolClient } from 'pg'
import type { Store } from './database.ts'

/** Two numbers that only this program uses: advisory locks are one namespace for the whole database. */
const migrationLock = [1_819_895_668, 1]

const migrationsFolder = join(import.meta.dirname, '../../migrations')

/** An applied file was changed afterwards or is missing, so two databases with the same migrations would differ. */
class MigrationChangedError extends Error {
  override name = 'MigrationChangedError'
}

/** A file could not be applied; nothing of it was kept. */
class MigrationFailedError extends Error {
  override name = 'MigrationFailedError'
}

interface Migration {
  name: string
  sql: string
  checksum: string
}

export interface MigrateOptions {
  folder?: string
  /** Limits the store to an older version: exactly these files, which must be unchanged. */
  only?: readonly Pick<Migration, 'name' | 'checksum'>[]
}

/**
 * Applies the numbered SQL files that are missing, in order, each in one transaction under an advisory lock, so that several servers may
 * start at once. Returns the names of the files it applied itself. Throws `MigrationChangedError` or `MigrationFailedError`.
 */
export async function migrate(
  store: Store,
  { folder = migrationsFolder, only }: MigrateOptions = {},
): Promise<string[]> {
  const known = await readMigrations(folder)
  const migrations = only ? pick(known, only) : known
  const applied: string[] = []
  const client = await store.pool.connect()
  try {
    await inTransaction(client, () => checkHistory(client, migrations))
    for (const migration of migrations) {
      if (await inTransaction(client, () => apply(client, migration))) applied.push(migration.name)
    }
  } finally {
    client.release()
  }
  return applied
}

function pick(known: Migration[], only: NonNullable<MigrateOptions['only']>): Migration[] {
  return only.map(({ name, checksum }) => {
    const file = known.find((migration) => migration.name === name)
    if (!file) throw new MigrationChangedError(`Migration ${name} is not known to this version`)
    if (file.checksum === checksum) return file
    throw new MigrationChangedError(`Migration ${name} was changed after it was applied`)
  })
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8')
      // Line endings depend on the checkout (git on Windows) and are no change of the file.
      const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')
      return { name, sql, checksum }
    }),
  )
}

/** Runs the work in one transaction that holds the lock; waits for another server's migration as long as that takes. */
async function inTransaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    await client.query('set local lock_timeout = 0; set local statement_timeout = 0')
    await client.query('select pg_advisory_xact_lock($1, $2)', migrationLock)
    const value = await work()
    await client.query('commit')
    return value
  } catch (error) {
    // The connection may be what failed; the first error is the one to report.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function checkHistory(client: PoolClient, migrations: Migration[]): Promise<void> {
  await client.query(`create table if not exists schema_migrations (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
  const history = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations order by name',
  )
  for (const row of history.rows) {
    const file = migrations.find((migration) => migration.name === row.name)
    if (!file) throw new MigrationChangedError(`Migration ${row.name} was applied but is missing`)
    if (file.checksum !== row.checksum) {
      throw new MigrationChangedError(`Migration ${row.name} was changed after it was applied`)
    }
  }
}

/** Returns whether this call applied it: another server may have been first. */
async function apply(client: PoolClient, { name, sql, checksum }: Migration): Promise<boolean> {
  const found = await client.query('select 1 from schema_migrations where name = $1', [name])
  if (found.rowCount) return false
  try {
    await client.query(sql)
  } catch (cause) {
    throw new MigrationFailedError(`Migration ${name} failed`, { cause })
  }
  await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
    name,
    checksum,
  ])
  return true
}
