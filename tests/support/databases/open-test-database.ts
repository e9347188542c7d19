import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { inject } from 'vitest'
import {
  openDatabase,
  type DatabaseAddress,
  type Store,
} from '../../../server/store/database/database.ts'
import { administrate, databaseNamed, type TestCluster } from './database-cluster.ts'

export interface TestDatabase extends Store {
  /** For a second connection pool or another process. */
  address: DatabaseAddress
  /** Empties every table and the queue of jobs; epoch and migrations stay. Observation numbers begin again. */
  truncate(): Promise<void>
  /** Closes and removes the database. */
  drop(): Promise<void>
}

/** A fresh migrated database, copied from the run's template; one for each test file. Outside vitest, name the cluster. */
export async function openTestDatabase(
  cluster: TestCluster = inject('testCluster'),
  poolSize = 10,
): Promise<TestDatabase> {
  const name = cluster.prefix + randomBytes(4).toString('hex')
  await administrate(cluster.address, `create database ${name} template ${cluster.template}`)
  const address = databaseNamed(cluster.address, name)
  const store = openDatabase({ ...address, poolSize })
  const drop = async () => {
    await store.close()
    await administrate(cluster.address, `drop database ${name} with (force)`)
  }
  return { ...store, address, truncate: () => truncate(store), drop }
}

async function truncate(store: Store): Promise<void> {
  const tables = await store.pool.query<{ list: string }>(
    `select string_agg(quote_ident(tablename), ', ') as list from pg_tables
     where schemaname = 'public' and tablename not in ('server_meta', 'schema_migrations')`,
  )
  await store.pool.query(`truncate jobs.job, ${tables.rows[0]?.list ?? ''}`)
  await sql`alter sequence observation_numbers restart`.execute(store.db)
}
