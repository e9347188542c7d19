import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { tableContents } from '../../support/oracles/table-contents.ts'

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let abroad: TestMunicipality
// A fixed clock: sessions are not renewed between two reads of the tables.
const now = Date.now()

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store, now: () => now })
  town = await seedMunicipality(store)
  abroad = await seedMunicipality(store, 'Ribe')
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

describe('a forged session cookie', () => {
  const current = (cookie: string) =>
    test.app.inject({ url: '/api/sessions/current', headers: { cookie } })
  const offset = (cookie: string) =>
    test.app.inject({ method: 'HEAD', url: `/api/photos/${someUuid()}`, headers: { cookie } })

  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789-_.')
  /** A right cookie with one letter changed, cut off, added or doubled. */
  const forgery = fc.record({
    way: fc.constantFrom('change', 'cut', 'add', 'double'),
    place: fc.nat(10_000),
    letter,
  })

  function forge(
    cookie: string,
    { way, place, letter: other }: { way: string; place: number; letter: string },
  ): string {
    const start = cookie.indexOf('=') + 1
    const [name, value] = [cookie.slice(0, start), cookie.slice(start)]
    const at = place % value.length
    const change = value[at] === other ? '~' : other
    const forged: Record<string, string> = {
      change: value.slice(0, at) + change + value.slice(at + 1),
      cut: value.slice(0, at),
      add: value.slice(0, at) + other + value.slice(at),
      double: value + value,
    }
    return name + (forged[way] ?? '')
  }

  it('opens nothing when one letter differs, and never breaks the server', async () => {
    const official = town.officials.carla.cookie
    const phone = town.phones.anna.cookie
    expect([(await current(official)).statusCode, (await offset(phone)).statusCode]).toEqual([
      200, 404,
    ])
    await fc.assert(
      fc.asyncProperty(forgery, async (how) => {
        expect((await current(forge(official, how))).statusCode).toBe(401)
        expect((await offset(forge(phone, how))).statusCode).toBe(401)
      }),
      { numRuns: 120, seed: 5 },
    )
  })

  it('opens nothing when it combines parts of two valid cookies', async () => {
    const people = [
      town.officials.carla,
      town.officials.kim,
      abroad.officials.carla,
      town.phones.anna,
    ]
    const parts = people.map(({ cookie }) => cookie.slice(cookie.indexOf('=') + 1).split('.'))
    for (const [first, a] of parts.entries()) {
      for (const [second, b] of parts.entries()) {
        if (first === second) continue
        const mixes = [
          [a[0], a[1], b[2]],
          [a[0], b[1], a[2]],
          [b[0], a[1], a[2]],
        ]
        // Two of one municipality share their first part: that mix is no forgery.
        for (const mix of mixes.filter((one) => one.join() !== a.join())) {
          expect((await current(`lygte_session=${mix.join('.')}`)).statusCode).toBe(401)
          expect((await offset(`lygte_device=${mix.join('.')}`)).statusCode).toBe(401)
        }
      }
    }
  })

  it.each([
    [
      'of a phone under an official’s name',
      () => town.phones.anna.cookie.replace('lygte_device', 'lygte_session'),
    ],
    ['as long as a head may be', () => `lygte_session=${'x'.repeat(15_000)}`],
    ['of ten thousand names', () => 'a=1; '.repeat(2_500)],
    ['of a prototype', () => `__proto__=${town.officials.carla.cookie.split('=')[1] ?? ''}`],
    ['of bytes', () => 'lygte_session=\u0001\u00ff\u0080'],
    ['that cannot be decoded', () => 'lygte_session=%zz%00'],
    ['with the right one behind it', () => `lygte_session=x; ${town.officials.carla.cookie}`],
  ])('opens nothing when it is one %s', async (_what, cookieOf) => {
    const response = await current(cookieOf())
    expect(response.statusCode).toBe(401)
    expect(response.json()).toMatchObject({ type: 'sign-in-needed' })
  })

  it('cannot send anything under another phone’s name', async () => {
    const before = await tableContents(store)
    const body = {
      protocol: 1,
      epoch: null,
      clientId: town.phones.anna.clientId,
      space: town.walk.id,
      mutations: [makeEnvelope({ name: 'observation.create@1', args: makeCreate() })],
    }
    for (const thief of [
      town.phones.ole,
      town.phones.dan,
      abroad.phones.anna,
      abroad.officials.carla,
    ]) {
      const response = await test.app.inject({
        method: 'POST',
        url: '/api/sync/push',
        headers: { ...sameOrigin, cookie: thief.cookie },
        payload: body,
      })
      expect([403, 404]).toContain(response.statusCode)
    }
    expect(await tableContents(store)).toEqual(before)
  })
})
