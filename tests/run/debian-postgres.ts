import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { makePostgresCluster } from '../support/databases/postgres-cluster.ts'
import { installDebianPackages } from './debian-package.ts'

/** The programs of Debian's PostgreSQL 15, the oldest that production may run. */
export const debianPrograms = '/usr/lib/postgresql/15/bin'

export interface RunningPostgres {
  url: string
  stop(): Promise<void>
}

/**
 * Starts a throw-away cluster of Debian's PostgreSQL 15, which is installed when it is missing and the user may. It runs without
 * fsync, because these tests are about SQL. Returns the reason instead when there is none.
 */
export async function debianPostgres(): Promise<RunningPostgres | { missing: string }> {
  if (!existsSync(debianPrograms)) await install()
  if (!existsSync(debianPrograms)) {
    return { missing: `PostgreSQL 15 is not in ${debianPrograms} (apt-get install postgresql-15)` }
  }
  const settings = { fsync: 'off', max_connections: '300' }
  const cluster = await makePostgresCluster(debianPrograms, settings)
  if (await cluster.start()) return { url: cluster.url, stop: () => cluster.remove() }
  await cluster.remove()
  return { missing: 'PostgreSQL 15 does not start here' }
}

/** The package would also start a server of its own, on a port that another program may need. */
async function install(): Promise<void> {
  if (process.getuid?.() !== 0) return
  const config = '/etc/postgresql-common/createcluster.conf'
  if (!existsSync(config)) {
    mkdirSync('/etc/postgresql-common', { recursive: true })
    writeFileSync(config, 'create_main_cluster = false\n')
  }
  await installDebianPackages(['postgresql-15'])
}
