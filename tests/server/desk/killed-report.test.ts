import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { JobSurroundings } from '../../../server/jobs/job.ts'
import { writeReportFilesJob } from '../../../server/jobs/write-report-files-job.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { hardKill } from '../../support/faults/hard-kill.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { walkToPublish, type WalkToPublish } from '../../support/publication/published-walk.ts'
import { repositoryRoot } from '../../support/repository.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import { endWithUs } from '../../support/server/end-with-us.ts'
import { ownEnvironment } from '../../support/server/own-environment.ts'

let store: TestDatabase
let walk: WalkToPublish
beforeAll(async () => {
  store = await openTestDatabase()
  walk = await walkToPublish(store)
})
afterAll(async () => {
  await walk.test.close()
  await store.drop()
})

const call = (method: 'GET' | 'POST', rest = '', payload?: object) =>
  walk.test.app.inject({
    ...{ method, url: `/api/walks/${walk.town.walk.id}/reports${rest}` },
    headers: { ...sameOrigin, cookie: walk.town.officials.carla.cookie },
    ...(payload ? { payload } : {}),
  })

const states = async () => {
  const { versions } = (await call('GET')).json<Reply<'readReports'>>()
  return versions[0]?.files.map(({ format, state }) => `${format}: ${state}`)
}

it('is written whole after its process was killed in the middle, and is the same when two write it at once', async () => {
  const order = { id: someUuid(), base: 0, language: 'da', above: '', below: '', leftOut: [] }
  expect((await call('POST', '', order)).statusCode).toBe(200)
  const { config, photoFiles } = walk.test.dependencies
  const args = [JSON.stringify(store.address), join(config.dataDir, 'photos')]
  const child = fork(join(repositoryRoot, 'tests/support/reports/report-process.ts'), args, {
    env: ownEnvironment(),
  })
  endWithUs(child)
  await once(child, 'message')
  const ended = once(child, 'exit')
  hardKill(child.pid)
  await ended
  // There is no map here, so the process has come to the PDF and begun it.
  expect(await states()).toEqual(['pdf: waiting', 'docx: waiting'])

  const surroundings = { store, photoFiles, map: null, isClosing: () => false }
  const write = () => writeReportFilesJob.run(surroundings as unknown as JobSurroundings, {})
  await Promise.all([write(), write()])
  expect(await states()).toEqual(['pdf: ready', 'docx: ready'])
  const pdf = async () => (await call('GET', '/1/files/report.pdf')).rawPayload
  const first = await pdf()
  expect(first.subarray(-6).toString()).toContain('%%EOF')
  expect(await write()).toBe(0)
  expect((await pdf()).equals(first)).toBe(true)
}, 60_000)
