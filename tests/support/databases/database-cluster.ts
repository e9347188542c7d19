import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase, type DatabaseAddress } from '../../../server/store/database/database.ts'
import { startEmbeddedPostgres } from '../../../server/embedded-postgres/embedded-postgres.ts'
import { migrate } from '../../../server/store/database/migrate.ts'
import { initialiseServerMeta } from '../../../server/store/database/server-meta.ts'

/** What test files need to make databases of their own; travels to vitest's workers as JSON. */
export interface TestCluster {
  address: DatabaseAddress
  /** A migrated, empty database that others are copied from. */
  template: string
  /** Names of this run's databases begin with it. */
  prefix: string
}

export interface RunningTestCluster extends TestCluster {
  stop(): Promise<void>
}

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster
  }
}

export const databaseNamed = (address: DatabaseAddress, database: string): DatabaseAddress => {
  if (!address.connectionString) return { ...address, database }
  const url = new URL(address.connectionString)
  url.pathname = `/${database}`
  return { connectionString: url.href }
}

/** Runs one statement that must stand outside of any transaction and database of its own. */
export async function administrate(address: DatabaseAddress, sql: string): Promise<void> {
  const client = new pg.Client(databaseNamed(address, 'postgres'))
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/**
 * A throw-away embedded cluster without fsync, which tests of durability must not use; or, with TEST_DATABASE_URL, that
 * server (its user may create databases). All of it is gone after `stop`.
 */
export async function startTestCluster(): Promise<RunningTestCluster> {
  const url = process.env['TEST_DATABASE_URL']
  const embedded = url ? null : await startThrowAwayCluster()
  const address = embedded?.address ?? { connectionString: url ?? '' }
  const prefix = `lygte_test_${randomBytes(4).toString('hex')}_`
  const template = `${prefix}template`
  await administrate(address, `create database ${template}`)
  const store = openDatabase({ ...databaseNamed(address, template), poolSize: 1 })
  await migrate(store)
  await initialiseServerMeta(store, randomUUID())
  await store.close()
  const stop =
    embedded?.stop ?? (() => administrate(address, `drop database ${template} with (force)`))
  return { address, template, prefix, stop }
}

async function startThrowAwayCluster() {
  const folder = mkdtempSync(join(tmpdir(), 'lygte-test-'))
  // As root the database runs as another user, who must be able to enter.
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir: folder, durability: 'none' })
  const stop = async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { address: postgres.connection, stop }
}

/** Vitest's global setup of the projects that need a database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...cluster } = await startTestCluster()
  project.provide('testCluster', cluster)
  return stop
}
