import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { addressOfRunning } from '../../../server/embedded-postgres/embedded-postgres.ts'
import { hardKill } from '../../support/faults/hard-kill.ts'
import { freePort } from '../../support/server/free-port.ts'
import { expectExactlyOnce, rounds, startLoad } from '../../support/faults/kill-rounds.ts'
import { startServer, type ServerProcess } from '../../support/server/start-server.ts'

type Victim = 'server' | 'database'

let root = ''
let seed = ''
let server: ServerProcess | undefined

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lygte-kill-'))
  await chmod(root, 0o755)
  seed = join(root, 'seed')
  await (await startServer({ dataDir: seed })).end()
  return () => rm(root, { recursive: true })
})
afterEach(() => server?.remove())

it.each<[property: string, victims: Victim[]]>([
  ['M1', ['server']],
  ['M1', ['database']],
  ['M2', ['server', 'database']],
])(
  '%s, G9: every acknowledged pin and photo is there exactly once after SIGKILL of %j in a write load',
  async (_, victims) => {
    const env = { PORT: await freePort() }
    const dataDir = join(root, victims.join('-'))
    // -a keeps the owner: as root the database runs as another user.
    execFileSync('cp', ['-a', seed, dataDir])
    server = await startServer({ env, dataDir })
    const load = await startLoad(server.origin)
    for (let round = 1; round <= rounds; round += 1) {
      // A different number of answers each time, so that the kill comes at different moments.
      await load.more(3 + 4 * (round % 7))
      server = await strike(server, victims, env)
    }
    await load.more(10)
    await load.end()
    await expectExactlyOnce(load, { address: await addressOfRunning(dataDir), dataDir })
    expect(load.phones.every(({ turnedAway }) => turnedAway > 0)).toBe(true)
  },
  60_000 + rounds * 15_000,
)

/** Kills and, when the server itself is gone, starts it again on the same data. */
async function strike(
  server: ServerProcess,
  victims: Victim[],
  env: Record<string, string>,
): Promise<ServerProcess> {
  const database = server.databasePid()
  if (victims.includes('database')) hardKill(database)
  if (!victims.includes('server')) return server
  await server.end('SIGKILL')
  return startServer({ env, dataDir: server.dataDir })
}
