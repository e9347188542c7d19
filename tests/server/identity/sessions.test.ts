import { parseOptions } from '@node-rs/argon2'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAccount, hashPassword } from '../../../server/store/identity/account-store.ts'
import type { ProblemDetails } from '../../../shared/problem.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  testPassword,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'

const hour = 3_600_000
const day = 24 * hour

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
/** The app's clock; people.ts seeds sessions at the machine's. */
let now: number

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store, now: () => now })
  town = await seedMunicipality(store)
})
beforeEach(() => {
  now = Date.now()
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

const signIn = (email: string, password = testPassword) =>
  test.app.inject({
    method: 'POST',
    url: '/api/sessions',
    headers: sameOrigin,
    payload: { email, password },
  })

const current = (cookie: string) =>
  test.app.inject({ method: 'GET', url: '/api/sessions/current', headers: { cookie } })

const signOut = (cookie: string) =>
  test.app.inject({ method: 'DELETE', url: '/api/sessions', headers: { cookie, ...sameOrigin } })

const cookieOf = (response: Awaited<ReturnType<typeof signIn>>): string => {
  const [cookie] = response.cookies
  return `${cookie?.name ?? ''}=${cookie?.value ?? ''}`
}

const lastSeen = async (cookie: string): Promise<number> => {
  const row = await store.db
    .selectFrom('sessions')
    .select('last_seen_at')
    .where('id', '=', cookie.split('.')[1] ?? '')
    .executeTakeFirstOrThrow()
  return row.last_seen_at.getTime()
}

describe('signing in', () => {
  it('returns the person, the municipality and its walks, with a cookie that no script can read', async () => {
    const response = await signIn(town.officials.kim.email.toUpperCase())
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({
      accountId: town.officials.kim.accountId,
      role: 'official',
      partyIds: ['road'],
      municipality: { id: town.id, name: 'Aalborg', timeZone: 'Europe/Copenhagen' },
      walks: [
        { title: 'Aalborg Øst', phase: 'open', startedAt: null, isStanding: false, stopCount: 0 },
        { title: 'Midtbyen', phase: 'open', startedAt: null, isStanding: false, stopCount: 0 },
      ],
      isDemo: false,
    })
    expect(response.cookies).toMatchObject([
      { name: 'lygte_session', httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 12 * 3600 },
    ])
    // Plain http in this test: a Secure cookie would be dropped.
    expect(response.cookies[0]).not.toHaveProperty('secure')
    expect((await current(cookieOf(response))).json()).toEqual(response.json())
  })

  it('starts a new session each time and stores only hashes of its secret', async () => {
    const first = cookieOf(await signIn(town.officials.carla.email))
    const second = cookieOf(await signIn(town.officials.carla.email))
    expect(second).not.toBe(first)
    const rows = await store.db.selectFrom('sessions').selectAll().execute()
    const secret = first.split('.')[2] ?? ''
    expect(secret).toHaveLength(43)
    expect(rows.filter((row) => JSON.stringify(row).includes(secret))).toEqual([])
  })

  it.each([
    ['a wrong password', () => signIn(town.officials.kim.email, 'lygte-dem0')],
    ['an unknown e-mail', () => signIn('ingen@example.dk')],
  ])('refuses %s with the same words', async (_what, attempt) => {
    const response = await attempt()
    expect(response.statusCode).toBe(401)
    expect(response.json<ProblemDetails>()).toEqual({
      type: 'wrong-credentials',
      title: 'Wrong credentials',
      status: 401,
    })
    expect(response.cookies).toEqual([])
  })

  it('refuses a disabled account, and ends the sessions that it has', async () => {
    const cookie = cookieOf(await signIn(town.officials.eva.email))
    const key = town.officials.eva.accountId
    await store.db
      .updateTable('accounts')
      .set({ disabled_at: new Date() })
      .where('id', '=', key)
      .execute()
    expect((await signIn(town.officials.eva.email)).statusCode).toBe(401)
    expect((await current(cookie)).statusCode).toBe(401)
  })

  it('hashes passwords with argon2id at the cost that OWASP recommends', async () => {
    const passwordHash = await hashPassword('en lang sætning som kun jeg kan')
    const email = 'ny@example.dk'
    await store.db.transaction().execute((tx) =>
      createAccount(tx, {
        municipalityId: town.id,
        id: someUuid(),
        email,
        name: 'Ny',
        passwordHash,
        role: 'official',
        partyIds: [],
        efforts: [],
      }),
    )
    const rows = await store.db.selectFrom('accounts').select('password_hash').execute()
    for (const row of rows) expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$/)
    expect(parseOptions(passwordHash)).toMatchObject({ memoryCost: 19_456, timeCost: 2 })
    expect((await signIn(email, 'en lang sætning som kun jeg kan')).statusCode).toBe(200)
  })
})

describe('a session', () => {
  it('ends with signing out, also for a copy of its cookie', async () => {
    const cookie = cookieOf(await signIn(town.officials.carla.email))
    const response = await signOut(cookie)
    expect(response.statusCode).toBe(204)
    expect(response.cookies).toMatchObject([{ name: 'lygte_session', value: '', httpOnly: true }])
    expect((await current(cookie)).statusCode).toBe(401)
    expect((await signOut(cookie)).statusCode).toBe(401)
  })

  it('is not opened by its id with another secret', async () => {
    const cookie = cookieOf(await signIn(town.officials.carla.email))
    const other = cookieOf(await signIn(town.officials.carla.email))
    const forged = [...cookie.split('.').slice(0, 2), other.split('.')[2]].join('.')
    expect((await current(forged)).statusCode).toBe(401)
    expect((await current(cookie)).statusCode).toBe(200)
  })

  it('is not opened under another municipality', async () => {
    const abroad = await seedMunicipality(store, 'Ribe')
    const cookie = town.officials.carla.cookie.replace(town.id, abroad.id)
    expect((await current(cookie)).statusCode).toBe(401)
  })

  it.each(['', 'x', 'a.b.c', `${'0'.repeat(36)}.${'0'.repeat(36)}.${'0'.repeat(43)}`])(
    'is not opened by a malformed cookie: %j',
    async (value) => {
      expect((await current(`lygte_session=${value}`)).statusCode).toBe(401)
    },
  )

  it('of an official ends after 12 hours without a request, and continues with one', async () => {
    const cookie = cookieOf(await signIn(town.officials.carla.email))
    now += 11 * hour
    expect((await current(cookie)).statusCode).toBe(200)
    now += 11 * hour
    expect((await current(cookie)).statusCode).toBe(200)
    now += 12 * hour + 1
    expect((await current(cookie)).statusCode).toBe(401)
  })

  it('is written once an hour and not with each request, cookie and row together', async () => {
    const cookie = cookieOf(await signIn(town.officials.carla.email))
    const started = await lastSeen(cookie)
    now += hour - 1
    expect((await current(cookie)).cookies).toEqual([])
    expect(await lastSeen(cookie)).toBe(started)
    now += 2
    expect((await current(cookie)).cookies).toMatchObject([
      { name: 'lygte_session', maxAge: 12 * 3600 },
    ])
    expect(await lastSeen(cookie)).toBe(now)
    expect((await current(cookie)).cookies).toEqual([])
  })

  it('of a phone lasts 180 days without a request', async () => {
    const ask = (cookie: string) =>
      test.app.inject({
        method: 'HEAD',
        url: `/api/photos/${someUuid()}`,
        headers: { cookie },
      })
    const joined = await test.app.inject({
      method: 'POST',
      url: '/api/walks/join',
      headers: sameOrigin,
      payload: { code: town.codes.walker, clientId: someUuid() },
    })
    const cookie = cookieOf(joined)
    now += 180 * day - 1
    expect((await ask(cookie)).statusCode).toBe(404)
    now += 180 * day + 1
    expect((await ask(cookie)).statusCode).toBe(401)
  })
})

describe('H6: two tabs that refresh at once', () => {
  it('both continue with the one cookie they share, and neither is logged out', async () => {
    const cookie = cookieOf(await signIn(town.officials.carla.email))
    now += 2 * hour
    const answers = await Promise.all([current(cookie), current(cookie), current(cookie)])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    // The end of the session moves once; both responses set the same cookie.
    const set = answers.filter(({ cookies }) => cookies.length > 0)
    expect(set.length).toBeGreaterThan(0)
    for (const answer of set) expect(cookieOf(answer)).toBe(cookie)
    expect(await lastSeen(cookie)).toBe(now)
    now += 11 * hour
    const later = await Promise.all([current(cookie), current(cookie)])
    expect(later.map(({ statusCode }) => statusCode)).toEqual([200, 200])
  })

  it('of a phone without its cookie both join, and neither join ends the other’s session', async () => {
    const payload = { code: town.codes.walker, clientId: someUuid(), deviceKey: 'k'.repeat(43) }
    const join = () =>
      test.app.inject({ method: 'POST', url: '/api/walks/join', headers: sameOrigin, payload })
    await join()
    const tabs = await Promise.all([join(), join()])
    expect(tabs.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    for (const tab of tabs) {
      const answer = await test.app.inject({
        method: 'POST',
        url: '/api/sync/pull',
        headers: { cookie: cookieOf(tab), ...sameOrigin },
        payload: { protocol: 1, epoch: null, cursors: { [town.walk.id]: '0' } },
      })
      expect(answer.statusCode).toBe(200)
    }
  })
})

describe('with the cookies of a phone and of an official in one browser', () => {
  const pull = (cookie: string, headers: Record<string, string> = {}) =>
    test.app.inject({
      method: 'POST',
      url: '/api/sync/pull',
      headers: { cookie, ...sameOrigin, ...headers },
      payload: { protocol: 1, epoch: null, cursors: { [town.otherWalk.id]: '0' } },
    })

  it('a request acts as the phone, and as the official only where the desk asks for it', async () => {
    // Carla may read the other walk; Anna's phone is not in it.
    const both = `${town.phones.anna.cookie}; ${town.officials.carla.cookie}`
    expect((await pull(both)).statusCode).toBe(403)
    expect((await pull(both, { 'x-lygte-desk': '1' })).statusCode).toBe(200)
  })

  it('an ended session is not replaced by the other one', async () => {
    const ended = `lygte_device=${town.id}.${someUuid()}.${'0'.repeat(43)}`
    expect((await pull(`${ended}; ${town.officials.carla.cookie}`)).statusCode).toBe(401)
    expect((await pull(town.officials.carla.cookie)).statusCode).toBe(200)
  })
})
