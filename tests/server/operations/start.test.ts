import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, inject, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { isAlive, isPostgresOn } from '../../../server/embedded-postgres/leftover.ts'
import { hardKill } from '../../support/faults/hard-kill.ts'
import { openTestDatabase } from '../../support/databases/open-test-database.ts'
import {
  ServerEndedError,
  startServer,
  type ServerOptions,
  type ServerProcess,
} from '../../support/server/start-server.ts'

const started: ServerProcess[] = []
let root = ''
let seed = ''

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lygte-start-'))
  await chmod(root, 0o755)
  seed = join(root, 'seed')
  const server = await startServer({ dataDir: seed })
  await server.end()
  return () => rm(root, { recursive: true })
})

let copies = 0

/** A data folder with the demo, from a server that was stopped; copying takes a tenth of the time of a first start. */
function usedFolder(): string {
  const dataDir = join(root, `used-${(copies += 1)}`)
  // -a keeps the owner: as root the database runs as another user.
  execFileSync('cp', ['-a', seed, dataDir])
  return dataDir
}

async function start(options: ServerOptions = {}): Promise<ServerProcess> {
  const server = await startServer({ dataDir: options.dataDir ?? usedFolder(), ...options })
  started.push(server)
  return server
}

afterEach(async () => {
  for (const server of started.splice(0).reverse()) await server.remove()
})

/** The output of a start that must end with exit code 1. */
async function failedStart(options: ServerOptions): Promise<string> {
  const error = await start(options).then(
    () => new Error('the server started'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ServerEndedError)) throw error
  expect(error.exitCode).toBe(1)
  // A sentence, not a stack.
  expect(error.message).not.toMatch(/\n {4}at /)
  return error.message.trim()
}

const previewOf = (server: ServerProcess) => fetch(`${server.origin}/api/walks/by-code/NYVA26`)

const installationOf = async (server: ServerProcess) =>
  (await (await fetch(`${server.origin}/api/installation`)).json()) as Reply<'installation'>

const health = (server: ServerProcess) => fetch(`${server.origin}/api/health`)

const isRunning = (server: ServerProcess, pid: number) =>
  isPostgresOn(pid, join(server.dataDir, 'postgres/cluster'))

it('npm start loads the demo, prints sign-ins and codes, and stops without leaving a database process', async () => {
  const server = await start({ dataDir: join(root, 'fresh') })
  expect((await health(server)).status).toBe(200)
  const aalborg = ['koordinator@demo.lygte.dk', 'NYVA26', 'OEST29LEDER', 'aalborg.pmtiles']
  const hjoerring = ['koordinator@hjoerring.demo.lygte.dk', 'SIND26', 'sindal.pmtiles']
  const words = [...aalborg, ...hjoerring, 'lygte-demo', 'Hjørring: kortet dækker']
  expect(words.filter((word) => !server.output().includes(word))).toEqual([])
  expect((await installationOf(server)).map?.parts).toHaveLength(2)
  expect((await previewOf(server)).status).toBe(200)
  expect(server.output()).toContain('neither service worker nor position')
  expect(server.output()).not.toContain('undefined')
  const database = server.databasePid()
  expect(await server.end('SIGTERM')).toBe(0)
  expect(isRunning(server, database)).toBe(false)
})

it('the demo listens on this machine only, and refuses to be opened to others', async () => {
  const message = await failedStart({ env: { HOST: '0.0.0.0' } })
  expect(message).toContain('DEMO=0')
})

it('npm start prints a QR code for phones when its public address is https', async () => {
  const server = await start({ env: { PUBLIC_ORIGIN: 'https://lygte.example.dk' } })
  expect(server.output()).toContain('https://lygte.example.dk/v/NYVA26')
  expect(server.output()).toMatch(/[▀▄█]{7}/)
  expect(server.output()).not.toContain('neither service worker nor position')
})

it('npm start loads no demo and prints no sign-ins in production', async () => {
  const dataDir = join(root, 'production')
  const server = await start({ dataDir, env: { NODE_ENV: 'production' } })
  expect(server.output()).not.toContain('lygte-demo')
  expect((await previewOf(server)).status).toBe(404)
  // Maps of other towns would only hide the streets of this one.
  expect(server.output()).not.toContain('.pmtiles')
  expect(await installationOf(server)).toMatchObject({ map: null })
})

it('the data is the same after a stop and a start', async () => {
  const dataDir = usedFolder()
  const first = await start({ dataDir })
  const epoch = ((await (await health(first)).json()) as { epoch: string }).epoch
  await first.end()
  const second = await start({ dataDir })
  expect(await (await health(second)).json()).toMatchObject({ epoch })
  await second.end()
})

it('npm start reports in one sentence that the port is taken, and leaves no database process behind', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const dataDir = usedFolder()
  const message = await failedStart({ dataDir, env: { PORT: String(port) } })
  expect(message).toBe(
    `Lygte: Port ${port} is used by another program. Stop that one, or choose another port with PORT.`,
  )
  other.close()
  const next = await start({ dataDir })
  expect(next.output()).not.toContain('left behind')
  await next.end()
})

it.each([
  ['DATABASE_URL', 'postgres://lygte:secret@127.0.0.1:9/lygte', 'no PostgreSQL answers'],
  ['DATABASE_URL', 'mysql://localhost/lygte', 'must be an address that begins with postgres'],
  ['MAP_FILE', '/nowhere/map.pmtiles', 'MAP_FILE cannot be opened: /nowhere/map.pmtiles'],
  ['MAP_FILE', import.meta.filename, 'MAP_FILE is not a PMTiles file'],
  ['PORT', 'http', 'PORT must be a number'],
  ['PUBLIC_ORIGIN', 'https://lygte.example.dk/app', 'PUBLIC_ORIGIN must be'],
  ['DATA_DIR', join(import.meta.filename, 'data'), 'cannot be written to'],
])('npm start reports in a sentence that %s=%s cannot be used', async (name, value, part) => {
  const message = await failedStart({ env: { [name]: value } })
  expect(message).toContain(part)
  expect(message).not.toContain('secret')
})

it('M3: a second start on one data folder is refused, and the first goes on', async () => {
  const first = await start()
  const message = await failedStart({ dataDir: first.dataDir })
  expect(message).toContain(`Another Lygte (process ${first.child.pid ?? 0}) already runs`)
  expect((await health(first)).status).toBe(200)
})

it('the server answers 503 while its database is away, and 200 when it is back', async () => {
  const server = await start()
  const database = server.databasePid()
  const cluster = join(server.dataDir, 'postgres/cluster')
  // Without its folder the database cannot come back before the test has looked.
  await rename(cluster, `${cluster}.away`)
  hardKill(database)
  await until(async () => (await health(server)).status === 503)
  const away = await health(server)
  expect(away.headers.get('content-type')).toContain('application/problem+json')
  expect(await away.json()).toMatchObject({ type: 'store-away' })
  await rename(`${cluster}.away`, cluster)
  await until(async () => (await health(server)).status === 200)
  expect(server.databasePid()).not.toBe(database)
  await until(async () => server.output().includes('The database answers again'))
})

it('the server stops in an orderly way when its launcher is killed', async () => {
  const server = await start({ throughLauncher: true })
  const database = server.databasePid()
  server.child.kill('SIGKILL')
  await until(async () => !isAlive(database) || !isRunning(server, database))
  await expect(health(server)).rejects.toThrow()
})

it('the server runs on the PostgreSQL server of DATABASE_URL', async () => {
  const cluster = inject('testCluster')
  const database = await openTestDatabase(cluster)
  const {
    host = '',
    port = 5432,
    user = '',
    database: name = '',
    connectionString,
  } = database.address
  const url =
    connectionString ??
    `postgres:///${name}?user=${user}&host=${encodeURIComponent(host)}&port=${port}`
  const server = await start({ env: { DATABASE_URL: url } })
  expect(await (await health(server)).json()).toMatchObject({ store: 'external' })
  await server.end()
  await database.drop()
})

it('the server gives a restored older database a new epoch', async () => {
  const dataDir = usedFolder()
  const first = await start({ dataDir })
  const before = (await (await health(first)).json()) as { epoch: string }
  await first.end()
  const mark = { epoch: before.epoch, sum: '1000000' }
  await writeFile(join(dataDir, 'high-water.json'), JSON.stringify(mark))
  const second = await start({ dataDir })
  const after = (await (await health(second)).json()) as { epoch: string }
  expect(after.epoch).not.toBe(before.epoch)
  expect(second.output()).toContain('put back from a copy')
  await second.end()
})

/** Retries without a clock of its own: the runner's time limit ends it. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await pause(10)
}
