import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Config } from '../../../server/config.ts'
import { requestLimits, type RequestLimits } from '../../../server/http/limits/request-limits.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { guessAt, signInAt } from '../../support/requests/guess-credentials.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  testPassword,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'

let store: TestDatabase
let town: TestMunicipality
let app: TestApp['app']
let now: number
const opened: TestApp[] = []

/** An app with the limits that it has in production, but no waiting. */
async function openApp(
  rates: Partial<RequestLimits> = {},
  config: Partial<Config> = {},
): Promise<TestApp['app']> {
  const limits = { ...requestLimits, wrongAnswerDelayMs: 0, maxEventLoopDelayMs: 0, ...rates }
  const test = await buildTestApp({ store, config, requestLimits: limits, now: () => now })
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
})
afterAll(async () => {
  for (const test of opened) await test.close()
  await store.drop()
})

describe('guessing', () => {
  const guess = (code: string, remoteAddress?: string) => guessAt(app, code, remoteAddress)
  const joinAs = (code: string, remoteAddress = '192.0.2.7') =>
    app.inject({
      method: 'POST',
      url: '/api/walks/join',
      headers: sameOrigin,
      remoteAddress,
      payload: { code, clientId: someUuid() },
    })
  const signIn = (email: string, password: string, remoteAddress?: string) =>
    signInAt(app, { email, password }, remoteAddress)

  it('of walk codes ends after ten wrong ones in a quarter of an hour, whichever way they are tried', async () => {
    for (let index = 0; index < 5; index += 1) {
      expect((await guess(`FEJL${String(index)}`)).statusCode).toBe(404)
      expect((await joinAs(`FEJL${String(index)}`)).statusCode).toBe(404)
    }
    const refused = await joinAs(town.codes.walker)
    expect(refused.statusCode).toBe(429)
    expect(refused.json()).toMatchObject({ type: 'too-many-requests' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(900)
    expect((await joinAs(town.codes.walker, '192.0.2.8')).statusCode).toBe(200)
    now += 15 * 60_000
    expect((await joinAs(town.codes.walker)).statusCode).toBe(200)
  })

  it('of codes to move by ends after ten wrong ones in a quarter of an hour', async () => {
    const take = () =>
      app.inject({
        method: 'POST',
        url: '/api/moves/take',
        headers: sameOrigin,
        payload: { finder: 'f'.repeat(64), clientId: someUuid(), deviceKey: 'k'.repeat(32) },
      })
    for (let index = 0; index < 10; index += 1) expect((await take()).statusCode).toBe(404)
    expect((await take()).statusCode).toBe(429)
  })

  it('is counted before it is answered, so that a hundred guesses at once get ten answers', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => guess(`FEJL${String(index)}`)),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 404)).toHaveLength(10)
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(90)
  })

  it('does not keep a hall of phones behind one router from joining', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => joinAs(town.codes.other)))
    expect(answers.filter(({ statusCode }) => statusCode !== 200)).toEqual([])
  })

  it('from one IPv6 network counts as one address', async () => {
    for (let index = 0; index < 10; index += 1) {
      await guess(`FEJL${String(index)}`, `2001:db8:1:2::${String(index + 1)}`)
    }
    expect((await guess('FEJL', '2001:db8:1:2:ffff::1')).statusCode).toBe(429)
    expect((await guess('FEJL', '2001:db8:1:3::1')).statusCode).toBe(404)
  })

  it('from many addresses leaves each two wrong codes, and right ones still open', async () => {
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => guess('FEJL', `198.51.100.${String(index)}`)),
    )
    const address = '203.0.113.5'
    expect((await guess('FEJL1', address)).statusCode).toBe(404)
    expect((await guess(town.codes.walker, address)).statusCode).toBe(200)
    expect((await guess('FEJL2', address)).statusCode).toBe(404)
    expect((await guess('FEJL3', address)).statusCode).toBe(429)
    expect((await joinAs(town.codes.walker, '203.0.113.6')).statusCode).toBe(200)
  })

  it('is counted by the address that really asks, whatever the request says of itself', async () => {
    const direct = await openApp()
    const proxied = await openApp({}, { publicOrigin: 'https://lygte.example.dk' })
    const tryFrom = (through: TestApp['app'], remoteAddress: string, claimed: string) =>
      through.inject({
        method: 'GET',
        url: '/api/walks/by-code/FEJL',
        remoteAddress,
        headers: { 'x-forwarded-for': claimed, 'x-real-ip': claimed, forwarded: `for=${claimed}` },
      })
    for (let index = 0; index < 10; index += 1) {
      const made = `198.51.100.${String(index)}`
      await tryFrom(direct, '192.0.2.7', made)
      await tryFrom(proxied, '192.0.2.7', made)
      // The proxy in front adds who asked it behind what it was told.
      await tryFrom(proxied, '127.0.0.1', `${made}, 192.0.2.8`)
    }
    expect((await tryFrom(direct, '192.0.2.7', '198.51.100.99')).statusCode).toBe(429)
    expect((await tryFrom(proxied, '192.0.2.7', '198.51.100.99')).statusCode).toBe(429)
    expect((await tryFrom(proxied, '127.0.0.1', '198.51.100.99, 192.0.2.8')).statusCode).toBe(429)
    expect((await tryFrom(proxied, '127.0.0.1', '192.0.2.9')).statusCode).toBe(404)
  })

  it('learns nothing from the way in which a code is wrong: unknown and malformed ones get the same answer', async () => {
    const answers = await Promise.all(
      ['FEJL99', "' or 1=1 --", '%00', '__proto__', 'WALK%', '☃'].map((code) =>
        guess(encodeURIComponent(code)),
      ),
    )
    // A text that no database can hold is refused before it is looked for.
    const kinds = answers.map((answer) => answer.json<{ type: string }>().type)
    expect(new Set(kinds)).toEqual(new Set(['unknown-walk-code']))
  })

  it('of a password ends after five tries for an e-mail, and others may still sign in', async () => {
    const { email } = town.officials.pia
    for (let index = 0; index < 5; index += 1) {
      expect((await signIn(email, 'forkert')).statusCode).toBe(401)
    }
    const refused = await signIn(email, testPassword)
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['retry-after']).toBeDefined()
    expect((await signIn(town.officials.kim.email, testPassword)).statusCode).toBe(200)
    // Whoever owns the account is not locked out by somebody far away.
    expect((await signIn(email, testPassword, '192.0.2.9')).statusCode).toBe(200)
  })

  it('with one password for many e-mails ends after thirty tries', async () => {
    for (let index = 0; index < 30; index += 1) {
      await signIn(`nr${String(index)}@example.dk`, 'forkert')
    }
    expect((await signIn(town.officials.kim.email, testPassword)).statusCode).toBe(429)
  })
})

describe('a client that sends too many requests', () => {
  const askAs = (limited: TestApp['app'], cookie: string, remoteAddress = '192.0.2.7') =>
    limited.inject({
      method: 'GET',
      url: '/api/sessions/current',
      headers: { cookie },
      remoteAddress,
    })

  it('gets 429 with a time to wait, counted for each session', async () => {
    const limited = await openApp({ perSession: 3 })
    const { carla, kim } = town.officials
    for (let index = 0; index < 3; index += 1) {
      expect((await askAs(limited, carla.cookie)).statusCode).toBe(200)
    }
    const refused = await askAs(limited, carla.cookie, '192.0.2.8')
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await askAs(limited, kim.cookie)).statusCode).toBe(200)
  })

  it('gets 429 for its address before its session is looked up', async () => {
    const limited = await openApp({ perAddress: 3 })
    for (let index = 0; index < 3; index += 1)
      await askAs(limited, `lygte_session=${String(index)}`)
    const refused = await askAs(limited, town.officials.carla.cookie)
    expect(refused.json()).toMatchObject({ type: 'too-many-requests', status: 429 })
    const elsewhere = await askAs(limited, town.officials.carla.cookie, '192.0.2.8')
    expect(elsewhere.statusCode).toBe(200)
  })
})
