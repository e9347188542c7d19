import { fork, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { hardKill } from '../../support/faults/hard-kill.ts'
import { killedJobs } from '../../support/jobs/job-process.ts'
import { openTestQueue } from '../../support/jobs/test-queue.ts'
import { endWithUs } from '../../support/server/end-with-us.ts'
import { ownEnvironment } from '../../support/server/own-environment.ts'
import { repositoryRoot } from '../../support/repository.ts'

let store: TestDatabase
let folder = ''
let file = ''
const children: ChildProcess[] = []

beforeAll(async () => {
  store = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'lygte-jobs-'))
  file = join(folder, 'runs.txt')
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await store.drop()
  await rm(folder, { recursive: true })
})

/** A process that works on the queue, and what it has said. */
function startWorker(mode: 'hang' | 'go') {
  const args = [JSON.stringify(store.address), file, mode]
  const child = fork(join(repositoryRoot, 'tests/support/jobs/job-process.ts'), args, {
    env: ownEnvironment(),
  })
  endWithUs(child)
  children.push(child)
  const said: unknown[] = []
  let look = () => {}
  child.on('message', (message) => {
    said.push(message)
    look()
  })
  const hears = (...wanted: string[]) =>
    new Promise<void>((resolve, reject) => {
      look = () => {
        if (wanted.every((message) => said.includes(message))) resolve()
      }
      child.once('exit', () => reject(new Error(`The worker ended after ${said.join(', ')}`)))
      look()
    })
  return { child, hears }
}

it('M9: after SIGKILL in the middle of a job none is lost, and what reaches people is not done twice', async () => {
  const { queue } = openTestQueue(store, killedJobs)
  const [inside, outside] = killedJobs as [(typeof killedJobs)[0], (typeof killedJobs)[0]]
  await queue.send(inside, { number: 1 })
  await queue.send(outside, { number: 1 })
  const first = startWorker('hang')
  await first.hears('begun inside', 'begun outside')
  // Waits behind the one that hangs.
  await queue.send(outside, { number: 2 })
  hardKill(first.child.pid)
  const second = startWorker('go')
  await second.hears('done inside', 'done outside', 'killed-outside: JobHeldError')
  const runs = (await readFile(file, 'utf8')).trim().split('\n')
  expect(runs.sort()).toEqual(['inside 1', 'inside 1', 'outside 1', 'outside 2'])
  const { rows } = await store.pool.query<{ name: string; state: string }>(
    `select name, state::text from jobs.job where name like 'killed-%' and state in ('cancelled', 'created', 'retry')`,
  )
  expect(rows).toEqual([{ name: 'killed-outside', state: 'cancelled' }])
  second.child.kill('SIGKILL')
  await queue.close()
}, 120_000)
