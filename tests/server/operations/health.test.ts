import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../../server/store/database/database.ts'
import { readEpoch } from '../../../server/store/database/server-meta.ts'
import { buildTestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'

let store: TestDatabase

beforeAll(async () => {
  store = await openTestDatabase()
})
afterAll(() => store.drop())

it('health says which version runs on which store, and names its epoch', async () => {
  const test = await buildTestApp({ store })
  const response = await test.app.inject({ method: 'GET', url: '/api/health' })
  expect(response.json()).toEqual({
    status: 'ok',
    version: '0.0.0-test',
    store: 'embedded',
    epoch: await readEpoch(store),
  })
  await test.close()
})

it('health and every request that needs the store answer 503 with a time to wait while it is away', async () => {
  const nowhere = openDatabase({ host: '127.0.0.1', port: 1, user: 'nobody' })
  const test = await buildTestApp({ store: nowhere })
  for (const url of ['/api/health', '/api/walks/by-code/NYVA26']) {
    const response = await test.app.inject({ method: 'GET', url })
    expect(response.statusCode).toBe(503)
    expect(response.json()).toEqual({ type: 'store-away', title: 'Store away', status: 503 })
    expect(response.headers['retry-after']).toBe('5')
  }
  // What needs no store goes on.
  const installation = await test.app.inject({ method: 'GET', url: '/api/installation' })
  expect(installation.statusCode).toBe(200)
  await test.close()
  await nowhere.close()
})
