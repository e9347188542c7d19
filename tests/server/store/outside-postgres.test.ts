import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { installedBinaries } from '../../../server/embedded-postgres/binaries.ts'
import { debianPrograms } from '../../run/debian-postgres.ts'
import { freePort } from '../../support/server/free-port.ts'
import {
  expectExactlyOnce,
  rounds as allRounds,
  startLoad,
} from '../../support/faults/kill-rounds.ts'
import { administrate } from '../../support/databases/database-cluster.ts'
import {
  makePostgresCluster,
  type PostgresCluster,
} from '../../support/databases/postgres-cluster.ts'
import { startServer, type ServerProcess } from '../../support/server/start-server.ts'

/**
 * The app in front of a PostgreSQL that is not its own, with fsync on: Debian's 15 where the tests run on that one, otherwise the
 * programs of the embedded 18, run as somebody else's.
 */
const programs = process.env['TEST_DATABASE_URL']
  ? debianPrograms
  : dirname(installedBinaries().postgres)

/** A start after a blow takes a second here: the system's own programs look through the whole cluster first. */
const rounds = Math.ceil(allRounds / 2)

type Victim = 'server' | 'database'

let cluster: PostgresCluster
let dataDir: string
let env: Record<string, string>
let server: ServerProcess | undefined

beforeAll(async () => {
  cluster = await makePostgresCluster(programs, {})
  expect(await cluster.start()).toBe(true)
})
afterAll(() => cluster.remove())
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lygte-outside-'))
  await chmod(dataDir, 0o755)
  env = { PORT: await freePort(), DATABASE_URL: await freshDatabase() }
})
afterEach(async () => {
  await server?.end()
  await rm(dataDir, { recursive: true })
})

let databases = 0

async function freshDatabase(): Promise<string> {
  const name = `town_${String((databases += 1))}`
  await administrate({ connectionString: cluster.url }, `create database ${name}`)
  return cluster.url.replace('/postgres?', `/${name}?`)
}

const start = async () => (server = await startServer({ env, dataDir }))
const installation = () => ({ address: { connectionString: env['DATABASE_URL'] ?? '' }, dataDir })

it.each<[property: string, victims: Victim[]]>([
  ['M1', ['server']],
  ['M1', ['database']],
  ['M2', ['server', 'database']],
])(
  '%s, G9: every acknowledged pin and photo is there exactly once after SIGKILL of %j, PostgreSQL a server of its own',
  async (_, victims) => {
    const load = await startLoad((await start()).origin)
    for (let round = 1; round <= rounds; round += 1) {
      await load.more(3 + 4 * (round % 7))
      const isServerHit = victims.includes('server')
      await Promise.all([
        victims.includes('database') ? cluster.hardKill() : null,
        isServerHit ? server?.end('SIGKILL') : null,
      ])
      if (victims.includes('database')) expect(await cluster.start()).toBe(true)
      if (isServerHit) await start()
    }
    await load.more(10)
    await load.end()
    await expectExactlyOnce(load, installation())
  },
  60_000 + rounds * 15_000,
)

it('M7: a database that is away for a while is asked again until it is back; the server survives, and health says so', async () => {
  const { origin } = await start()
  const health = async () => (await fetch(`${origin}/api/health`)).status
  const load = await startLoad(origin)
  await load.more(10)
  expect(await health()).toBe(200)
  await cluster.stop()
  const before = load.phones.map(({ turnedAway }) => turnedAway)
  const isAwayForAll = () =>
    load.phones.every(({ turnedAway }, index) => turnedAway > (before[index] ?? 0) + 20)
  while (!isAwayForAll()) await pause(20)
  expect(await health()).toBe(503)
  expect(server?.child.exitCode).toBeNull()
  expect(await cluster.start()).toBe(true)
  await load.more(20)
  expect(await health()).toBe(200)
  await load.end()
  await expectExactlyOnce(load, installation())
  expect(server?.output().match(/store away/g)).toHaveLength(1)
}, 120_000)
