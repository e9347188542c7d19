import { Writable } from 'node:stream'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { logOptions, safeError } from '../../../server/start/log-options.ts'
import { cookieNames } from '../../../server/http/sessions/session-cookies.ts'
import type { Store } from '../../../server/store/database/database.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'

/** What people write and are, none of which a log line may hold. */
const personal = {
  text: 'Min nabo Gudrun Holm tør ikke gå hjem',
  name: 'Gudrun Holm',
  mail: 'gudrun.holm@example.dk',
  code: 'GUDRUN77',
  secret: 'gudrunholmsecretgudrunholmsecretgudrunholms',
  address: '203.0.113.77',
}
const marks = ['gudrun', '203.0.113', '127.0.0.1']

let store: TestDatabase
let town: TestMunicipality
beforeAll(async () => {
  store = await openTestDatabase()
  town = await seedMunicipality(store)
})
afterAll(() => store.drop())

/** The app with the logger's real settings, at the most verbose level. */
async function loggedApp(of: Store): Promise<{ test: TestApp; lines: string[] }> {
  const lines: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const test = await buildTestApp({ store: of, logger: { ...logOptions, level: 'trace', stream } })
  return { test, lines }
}

/** A database whose every answer is an error that quotes its parameters, as PostgreSQL's do. */
function quotingStore(): Store {
  const fail = async (): Promise<never> => {
    const error = new pg.DatabaseError(`invalid input: "${personal.text}"`, 0, 'error')
    throw Object.assign(error, {
      code: '22P02',
      table: 'observations',
      detail: `Key (email)=(${personal.mail}) already exists.`,
      where: personal.text,
    })
  }
  const pool = Object.assign(new pg.Pool(), { connect: fail, query: fail })
  const db: Store['db'] = new Kysely({ dialect: new PostgresDialect({ pool }) })
  return { db, prepared: db, pool, close: fail }
}

/** Asks every route with personal text in its address, query, headers and body. */
async function askEverything({ app }: TestApp): Promise<number[]> {
  const cookie = Object.values(cookieNames)
    .map((name) => `${name}=${town.id}.${someUuid()}.${personal.secret}`)
    .join('; ')
  const cookies = [cookie, town.phones.anna.cookie, town.officials.carla.cookie]
  const statuses: number[] = []
  for (const { method, path } of app.routeTable) {
    if (path === '/api/events') continue
    const url = path.replaceAll(/:\w+/g, personal.code).replace('*', personal.code)
    for (const sent of cookies) {
      const { statusCode } = await app.inject({
        method: method as 'GET',
        url: `${url}?q=${encodeURIComponent(personal.text)}&bbox=${personal.name}`,
        remoteAddress: personal.address,
        headers: {
          ...sameOrigin,
          cookie: sent,
          'user-agent': personal.mail,
          referer: `http://localhost/v/${personal.code}`,
          ...(method === 'GET' || method === 'HEAD' ? {} : { 'content-type': 'application/json' }),
        },
        ...(method === 'GET' || method === 'HEAD' ? {} : { payload: JSON.stringify(personal) }),
      })
      statuses.push(statusCode)
    }
  }
  return statuses
}

/** Requests that are taken in, with the same words in them. */
async function useIt({ app }: TestApp): Promise<void> {
  const headers = { ...sameOrigin, cookie: town.phones.anna.cookie }
  const { clientId, walkId } = town.phones.anna
  const post = (url: string, payload: object | string) =>
    app.inject({
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/json' },
      payload,
    })
  await post('/api/walks/join', {
    code: town.codes.walker,
    clientId: someUuid(),
    displayName: personal.name,
  })
  await post('/api/sessions', { email: personal.mail, password: personal.secret })
  await post('/api/sync/push', {
    protocol: 1,
    epoch: null,
    clientId,
    space: walkId,
    mutations: [
      makeEnvelope({ name: 'observation.create@1', args: makeCreate({ text: personal.text }) }),
      {
        ...makeEnvelope({ name: 'observation.create@1', args: makeCreate() }),
        name: personal.name,
      },
    ],
  })
  await post('/api/sync/push', `{"${personal.text}`)
}

const unfit = (lines: string[]) =>
  lines.filter((line) => marks.some((mark) => line.toLowerCase().includes(mark)))

it('the log holds no text, name or payload of people, whatever route they called', async () => {
  const { test, lines } = await loggedApp(store)
  await useIt(test)
  const statuses = await askEverything(test)
  expect(statuses).toContain(401)
  expect(statuses).toContain(400)
  await test.close()
  expect(unfit(lines)).toEqual([])
})

it('the log holds no such text when the database fails and quotes it, but names the place of the error', async () => {
  const { test, lines } = await loggedApp(quotingStore())
  await useIt(test)
  expect(await askEverything(test)).toContain(500)
  await test.close()
  expect(unfit(lines)).toEqual([])
  const errors = lines.filter((line) => line.includes('unforeseen error'))
  expect(errors.length).toBeGreaterThan(10)
  const [first = '{}'] = errors
  expect(JSON.parse(first)).toMatchObject({ err: { code: '22P02', table: 'observations' } })
  expect(first).toMatch(/at .*logs\.test\.ts:\d+/)
})

it('an error is logged with its class, codes and places, and its causes the same way', () => {
  const cause = Object.assign(new RangeError(`${personal.text}\n    at Gudrun:1:1)`), {
    code: personal.text,
  })
  const safe = safeError(new TypeError(personal.text, { cause }))
  expect(JSON.stringify(safe)).not.toContain('Gudrun')
  expect(safe).toMatchObject({ type: 'TypeError', message: '', cause: { type: 'RangeError' } })
  expect(safe.stack).toContain('logs.test.ts')
  expect(safeError(personal.text)).toEqual({ type: 'string', message: '', stack: '' })
})

it('a store that is away is logged once, not once for every phone that meets it', async () => {
  const refused = async (): Promise<never> => {
    throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  }
  const pool = Object.assign(new pg.Pool(), { connect: refused })
  const db: Store['db'] = new Kysely({ dialect: new PostgresDialect({ pool }) })
  const away: Store = { db, prepared: db, pool, close: refused }
  const { test, lines } = await loggedApp(away)
  for (let count = 0; count < 20; count += 1) await test.app.inject('/api/health')
  await test.close()
  expect(lines.filter((line) => line.includes('store away'))).toHaveLength(1)
})
