import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { requestLimits } from '../../../server/http/limits/request-limits.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { guessAt, signInAt } from '../../support/requests/guess-credentials.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  testPassword,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'

let store: TestDatabase
let town: TestMunicipality
let app: TestApp['app']
let other: TestApp['app']
let now: number
const opened: TestApp[] = []

/** An app with the limits that it has in production, but no waiting. */
async function openApp(): Promise<TestApp['app']> {
  const limits = { ...requestLimits, wrongAnswerDelayMs: 0, maxEventLoopDelayMs: 0 }
  const test = await buildTestApp({ store, requestLimits: limits, now: () => now })
  opened.push(test)
  return test.app
}

beforeAll(async () => {
  store = await openTestDatabase()
  town = await seedMunicipality(store)
})
beforeEach(async () => {
  now = Date.now()
  await store.db.deleteFrom('wrong_answers').execute()
  app = await openApp()
  other = await openApp()
})
afterAll(async () => {
  for (const test of opened) await test.close()
  await store.drop()
})

const statusOf = async (answer: ReturnType<typeof guessAt>) => (await answer).statusCode

describe('guessing at two processes that share a database', () => {
  it('ends at both processes after five wrong walk codes at each', async () => {
    for (let index = 0; index < 10; index += 1) {
      const process = index % 2 ? app : other
      expect(await statusOf(guessAt(process, `FEJL${String(index)}`))).toBe(404)
    }
    for (const process of [app, other]) {
      const refused = await guessAt(process, town.codes.walker)
      expect(refused.statusCode).toBe(429)
      expect(Number(refused.headers['retry-after'])).toBe(900)
      expect(await statusOf(guessAt(process, town.codes.walker, '192.0.2.8'))).toBe(200)
    }
    now += 15 * 60_000
    expect(await statusOf(guessAt(other, town.codes.walker))).toBe(200)
  })

  it('of a hundred walk codes at once gets ten answers from both processes together', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        statusOf(guessAt(index % 2 ? app : other, `FEJL${String(index)}`)),
      ),
    )
    expect(answers.filter((status) => status === 404)).toHaveLength(10)
    expect(answers.filter((status) => status === 429)).toHaveLength(90)
  })

  it('does not refuse forty people who join at once with the right walk code, one wrong try before the limit', async () => {
    for (let index = 0; index < 9; index += 1) await guessAt(app, `FEJL${String(index)}`)
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        statusOf(guessAt(index % 2 ? app : other, town.codes.walker)),
      ),
    )
    expect(answers.filter((status) => status !== 200)).toEqual([])
  })

  it('from many addresses at one process leaves each address two wrong codes at the other', async () => {
    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        guessAt(app, 'FEJL', `198.51.100.${String(index)}`),
      ),
    )
    const address = '203.0.113.5'
    expect(await statusOf(guessAt(other, 'FEJL1', address))).toBe(404)
    expect(await statusOf(guessAt(app, 'FEJL2', address))).toBe(404)
    expect(await statusOf(guessAt(other, 'FEJL3', address))).toBe(429)
    expect(await statusOf(guessAt(other, town.codes.walker, '203.0.113.6'))).toBe(200)
  })

  it('of passwords ends at both processes after five wrong ones for one e-mail', async () => {
    const { email } = town.officials.pia
    const wrong = { email, password: 'forkert' }
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => statusOf(signInAt(index % 2 ? app : other, wrong))),
    )
    expect(answers.filter((status) => status === 401)).toHaveLength(5)
    for (const process of [app, other]) {
      expect(await statusOf(signInAt(process, { email, password: testPassword }))).toBe(429)
    }
    const elsewhere = signInAt(other, { email, password: testPassword }, '192.0.2.9')
    expect(await statusOf(elsewhere)).toBe(200)
  })
})
