import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { dataFolder, observationsAt } from '../../support/server/demo-installation.ts'
import { runCli } from '../../support/server/run-cli.ts'
import { startServer } from '../../support/server/start-server.ts'

// Each test starts a new installation, databases and all, more than once.
vi.setConfig({ testTimeout: 120_000 })

let work: string

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'lygte-commands-'))
  await chmod(work, 0o755)
})
afterAll(() => rm(work, { recursive: true, force: true }))

it('the backup command copies a running installation, and restore puts it into a new data folder, which then serves', async () => {
  const first = await startServer({ dataDir: await dataFolder(work, 'first') })
  const env = { DATA_DIR: first.dataDir }
  const before = await observationsAt(first.origin)
  expect(before).toBe(29)
  const backup = await runCli(['backup', join(work, 'copies')], { env })
  expect(backup).toMatchObject({
    code: 0,
    said: expect.stringContaining('34 observations') as string,
  })
  expect((await fetch(`${first.origin}/api/health`)).status).toBe(200)
  await first.end()

  const [name = ''] = await readdir(join(work, 'copies'))
  const fresh = { DATA_DIR: await dataFolder(work, 'second') }
  const restored = await runCli(['restore', join(work, 'copies', name)], { env: fresh })
  expect(restored).toMatchObject({
    code: 0,
    said: expect.stringContaining('34 observations') as string,
  })
  const again = await runCli(['restore', join(work, 'copies', name)], { env: fresh })
  expect(again).toMatchObject({
    code: 1,
    said: expect.stringContaining('in use already') as string,
  })

  const second = await startServer({ dataDir: fresh.DATA_DIR })
  expect(await observationsAt(second.origin)).toBe(before)
  const busy = await runCli(['restore', join(work, 'copies', name)], { env: fresh })
  expect(busy).toMatchObject({ code: 1, said: expect.stringContaining('Stop it first') as string })
  await second.end()
})

it.each([
  [['backup'], 'needs one folder'],
  [['restore', 'a', 'b'], 'needs one folder'],
  [['move-to-server'], 'needs one URL'],
])('the command line %j gets a sentence about what is missing', async (args, words) => {
  const answer = await runCli(args, { env: { DATA_DIR: await dataFolder(work, 'none') } })
  expect(answer).toMatchObject({ code: 1, said: expect.stringContaining(words) as string })
})
