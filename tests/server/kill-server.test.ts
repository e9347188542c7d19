import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { openDatabase } from '../../server/store/database.ts'
import { addressOfRunning } from '../../server/store/embedded-postgres.ts'
import { hardKill } from '../support/hard-kill.ts'
import { joinAsLoadPhone, type LoadPhone } from '../support/load-phone.ts'
import { startServer, type ServerProcess } from '../support/start-server.ts'

const rounds = 5
const phoneCount = 3

type Victim = 'server' | 'database'

let server: ServerProcess | undefined
afterEach(async () => {
  await server?.remove()
})

/** Phones know one address, so every start must be at the same port. */
async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return String(port)
}

it.each<[property: string, victims: Victim[]]>([
  ['M1', ['server']],
  ['M1', ['database']],
  ['M2', ['server', 'database']],
])(
  '%s: every acknowledged pin is there exactly once after SIGKILL of %j in a load of pushes',
  async (_, victims) => {
    const env = { PORT: await freePort() }
    const first = await startServer({ env })
    server = first
    const phones = await Promise.all(
      Array.from({ length: phoneCount }, (_, index) => joinAsLoadPhone(first.origin, index + 1)),
    )
    const running = phones.map((phone) => phone.run())
    for (let round = 1; round <= rounds; round += 1) {
      // A different number of answers each time, so that the blow falls at different moments.
      await acknowledgedMore(phones, 10 + 7 * round)
      server = await strike(server, victims, env)
    }
    await acknowledgedMore(phones, 10)
    for (const phone of phones) phone.end()
    await Promise.all(running)

    expect(phones.flatMap(({ unexpected }) => unexpected)).toEqual([])
    await expectExactlyOnce(phones, server)
  },
  120_000,
)

async function acknowledgedMore(phones: LoadPhone[], count: number): Promise<void> {
  const total = () => phones.reduce((sum, phone) => sum + phone.acknowledged.length, 0)
  const wanted = total() + count
  while (total() < wanted) await pause(5)
}

/** Kills and, when the server itself is gone, starts it again on the same data. */
async function strike(
  server: ServerProcess,
  victims: Victim[],
  env: Record<string, string>,
): Promise<ServerProcess> {
  const database = server.databasePid()
  const hitsServer = victims.includes('server')
  if (victims.includes('database')) hardKill(database)
  if (!hitsServer) return server
  await server.end('SIGKILL')
  return startServer({ env, dataDir: server.dataDir })
}

async function expectExactlyOnce(phones: LoadPhone[], { dataDir }: ServerProcess): Promise<void> {
  const acknowledged = phones.flatMap((phone) => phone.acknowledged)
  const observationIds = acknowledged.map(({ observationId }) => observationId).sort()
  expect(new Set(observationIds).size).toBe(observationIds.length)

  const feed = (await phones[0]?.pull()) ?? []
  const pins = feed.filter(({ kind }) => kind === 'observation')
  expect(pins.map(({ id }) => id).sort()).toEqual(observationIds)

  const store = openDatabase({ ...(await addressOfRunning(dataDir)), poolSize: 1 })
  const created = await store.db
    .selectFrom('events')
    .select(['mutation_id', 'observation_id'])
    .where('kind', '=', 'created')
    .where('observation_id', 'in', observationIds)
    .execute()
  const ledger = await store.db
    .selectFrom('applied_mutations')
    .select('mutation_id')
    .where(
      'mutation_id',
      'in',
      acknowledged.map(({ mutationId }) => mutationId),
    )
    .execute()
  await store.close()
  const one = (a: string, b: string) => a.localeCompare(b)
  expect(created.map(({ observation_id }) => observation_id).sort(one)).toEqual(observationIds)
  expect(ledger).toHaveLength(acknowledged.length)
}
