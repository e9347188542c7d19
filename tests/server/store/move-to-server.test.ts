import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { dataFolder, observationsAt } from '../../support/server/demo-installation.ts'
import { openTestDatabase } from '../../support/databases/open-test-database.ts'
import { runCli, urlOf } from '../../support/server/run-cli.ts'
import { startServer } from '../../support/server/start-server.ts'

// Two installations are started one after the other, with commands between them.
vi.setConfig({ testTimeout: 120_000 })

let work: string

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'lygte-move-'))
  await chmod(work, 0o755)
})
afterAll(() => rm(work, { recursive: true, force: true }))

it('M6: moves the embedded store to a PostgreSQL server, which then serves the same', async () => {
  const database = await openTestDatabase()
  const embedded = await startServer({ dataDir: await dataFolder(work, 'embedded') })
  const url = urlOf(database)
  const env = { DATA_DIR: embedded.dataDir }
  const busy = await runCli(['move-to-server', url], { env })
  expect(busy).toMatchObject({ code: 1, said: expect.stringContaining('Stop it first') as string })
  await embedded.end()
  const moved = await runCli(['move-to-server', url], { env })
  expect(moved).toMatchObject({
    code: 0,
    said: expect.stringContaining('34 observations') as string,
  })
  const server = await startServer({ dataDir: embedded.dataDir, env: { DATABASE_URL: url } })
  expect(await observationsAt(server.origin)).toBe(29)
  expect(server.output()).not.toContain('put back from a copy')
  await server.end()
  await database.drop()
})
