import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pullChanges } from '../../../server/sync/pull/pull-changes.ts'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { pinAs, principalOf } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let test: TestApp
let town: TestMunicipality
let origin = ''

beforeAll(async () => {
  database = await openTestDatabase()
  test = await buildTestApp({ store: database })
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
  town = await seedMunicipality(database)
  for (const phone of [town.phones.anna, town.phones.dan]) {
    for (let pin = 0; pin < 4; pin += 1) await pinAs(database, phone, { text: 'Æblegård 🏮' })
  }
})
afterAll(async () => {
  await test.close()
  await database.drop()
})

/** A coordinator reads both walks; pages of two rows are full. */
const question = () => ({
  protocol: 1,
  epoch: null,
  cursors: { [town.walk.id]: '0', [town.otherWalk.id]: '0' },
  limit: 2,
})

const ask = () =>
  fetch(`${origin}/api/sync/pull`, {
    method: 'POST',
    headers: {
      ...sameOrigin,
      cookie: town.officials.carla.cookie,
      'content-type': 'application/json',
      'x-lygte-desk': '1',
    },
    body: JSON.stringify(question()),
  })

it('C5: a streamed answer with full pages equals the pages it was made of', async () => {
  const response = await ask()
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  const { spaces } = (await response.json()) as Reply<'pull'>
  const principal = await principalOf(database, town.officials.carla)
  const whole = await pullChanges(database, { principal, request: question(), now: Date.now() })
  expect(whole.ok && whole.value.spaces).toEqual(spaces)
  expect(Object.values(spaces).map(({ more, rows }) => [more, rows.length])).toEqual([
    [true, 2],
    [true, 2],
  ])
})

it('an answer that fails midway is broken off and never looks complete, and the server goes on', async () => {
  const change = (body: string) =>
    database.db.transaction().execute(async (tx) => {
      await sql`select lock_space(${town.id}, ${town.otherWalk.id})`.execute(tx)
      await sql`update sync_rows set seq = seq + 100, body = ${body}::jsonb
        where space_id = ${town.otherWalk.id} and kind = 'observation'`.execute(tx)
      await sql`update spaces set head = head + 100 where id = ${town.otherWalk.id}`.execute(tx)
    })
  await change('{}')
  const response = await ask()
  await expect(response.text()).rejects.toThrow()
  const health = await fetch(`${origin}/api/health`)
  expect(health.status).toBe(200)
})
