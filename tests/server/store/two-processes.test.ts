import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Uuid } from '../../../shared/identifiers.ts'
import { HttpPerson } from '../../support/requests/http-phone.ts'
import { listenEvents, type OpenEventStream } from '../../support/requests/listen-events.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  testPassword,
  type TestMunicipality,
  type TestPerson,
} from '../../support/fixtures/people.ts'
import { urlOf } from '../../support/server/run-cli.ts'
import { startServer, type ServerProcess } from '../../support/server/start-server.ts'
import { announcementOf, photoOf, TestUploads } from '../../support/requests/upload-photo.ts'

/** Pins of each of eight writers; `npm run check:two` uses more. */
const pinsEach = Number(process.env['TWO_PINS'] ?? '8')

let store: TestDatabase
let dataDir: string
let servers: ServerProcess[] = []
/** Two processes of the app, one database, one data folder. */
let a: string
let b: string
let town: TestMunicipality
const streams: OpenEventStream[] = []

beforeAll(async () => {
  store = await openTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'lygte-two-'))
  await chmod(dataDir, 0o755)
  const env = { DATABASE_URL: urlOf(store), DEMO: '0', HOST: '127.0.0.1', METRICS_PORT: '0' }
  // Both at once, as after a deploy.
  servers = await Promise.all([startServer({ dataDir, env }), startServer({ dataDir, env })])
  ;[a = '', b = ''] = servers.map(({ origin }) => origin)
})
afterAll(async () => {
  for (const server of servers) await server.end()
  await rm(dataDir, { recursive: true })
  await store.drop()
})
beforeEach(async () => {
  town = await seedMunicipality(store)
})
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close()
})

const as = (person: TestMunicipality['phones']['anna'] | TestMunicipality['officials']['carla']) =>
  new HttpPerson(person, town.walk.id)

async function listen(origin: string, { cookie }: TestPerson): Promise<OpenEventStream> {
  const stream = await listenEvents({ origin, cookie })
  streams.push(stream)
  await stream.until('listening')
  return stream
}

/** What the database holds, read anew from the beginning. */
const truth = async (person = town.phones.anna) => (await as(person).reader().pullAll(a)).base

describe('two processes on one database: the feed', () => {
  it('C1: a reader that polls both all the time has seen every row of writers at both', async () => {
    // Random pauses before each commit, so that processes overtake each other where they can.
    await sql`create function dawdle() returns trigger language plpgsql as
      $$ begin perform pg_sleep(random() * 0.008); return null; end $$`.execute(store.db)
    await sql`create constraint trigger dawdle after insert on events deferrable initially deferred
      for each row execute function dawdle()`.execute(store.db)
    let isWriting = true
    const write = async (origin: string) => {
      const ids: Uuid[] = []
      for (let count = 0; count < pinsEach; count += 1)
        ids.push(await as(town.phones.anna).pin(origin))
      return ids
    }
    const reader = as(town.phones.ole).reader()
    const read = async () => {
      while (isWriting) {
        await reader.pullPage(a)
        await reader.pullPage(b)
        // One session may ask twenty times a second.
        await pause(60)
      }
      await reader.pullAll(b)
    }
    const reading = read()
    const written = (await Promise.all([a, b, a, b, a, b, a, b].map(write))).flat()
    isWriting = false
    await reading
    await sql`drop function dawdle cascade`.execute(store.db)
    expect(written.filter((id) => !reader.seen.has(id))).toEqual([])
    expect(written).toHaveLength(8 * pinsEach)
    expect(reader.base).toEqual(await truth(town.phones.ole))
  })

  it('C3: rows that a writer at one rolls back are seen by nobody at the other, and the feed continues', async () => {
    const reader = await as(town.phones.ole).reader().pullAll(b)
    await sql`create function fail() returns trigger language plpgsql as
      $$ begin raise exception 'no' using errcode = '40001'; end $$`.execute(store.db)
    await sql`create constraint trigger fail after insert on events deferrable initially deferred
      for each row execute function fail()`.execute(store.db)
    const mutation = makeEnvelope({ name: 'observation.create@1', args: makeCreate() })
    const { status } = await as(town.phones.anna).push(a, [mutation])
    expect(status).toBe(503)
    await reader.pullAll(b)
    expect(reader.rows.size).toBe(1)
    await sql`drop function fail cascade`.execute(store.db)
    const again = await as(town.phones.anna).push(b, [mutation])
    expect(again).toMatchObject({ head: '2', results: [{ status: 'applied' }] })
    await reader.pullAll(a)
    expect(reader.base).toEqual(await truth(town.phones.ole))
    expect(reader.rows.size).toBe(2)
  })

  it('C4, C7: rows that change or go between pages of both end as the database has them', async () => {
    const anna = as(town.phones.anna)
    const ids: Uuid[] = []
    for (let count = 0; count < 6; count += 1) ids.push(await anna.pin(count % 2 ? a : b))
    const edit = (id: Uuid, base: string, value: string) => ({
      name: 'observation.edit@1' as const,
      args: { observationId: id, changes: { text: { base, value } } },
    })
    const withdraw = (id: Uuid) => ({
      name: 'observation.withdraw@1' as const,
      args: { observationId: id },
    })
    const [first = '', second = ''] = ids
    const changes = [
      () => anna.apply(a, edit(first, 'Lampen er slukket', 'A')),
      () => anna.apply(b, withdraw(ids[5] ?? '')),
      () => as(town.phones.ole).pin(a),
      () => anna.apply(b, edit(first, 'A', 'B')),
      () => anna.apply(a, withdraw(second)),
    ]
    const slow = as(town.phones.ole).reader()
    for (
      let page = 0;
      (await slow.pullPage(page % 2 ? a : b, 2)) || changes.length > 0;
      page += 1
    ) {
      await changes.shift()?.()
    }
    await slow.pullAll(b, 2)
    expect(slow.base).toEqual(await truth(town.phones.ole))
    expect(slow.observation(first)?.text).toBe('B')
    expect([slow.observation(second), slow.observation(ids[5] ?? '')]).toEqual([
      undefined,
      undefined,
    ])
  })

  it('C8: what becomes hidden by a desk at one disappears from phones at the other, and comes back', async () => {
    const id = await as(town.phones.anna).pin(a, { category: 'andet' })
    const reader = as(town.phones.ole).reader()
    const category = (base: string, value: string) => ({
      name: 'observation.edit@1' as const,
      args: { observationId: id, changes: { category: { base, value } } },
    })
    expect((await reader.pullAll(b)).observation(id)).toBeDefined()
    await as(town.officials.carla).apply(a, category('andet', 'adf.chikane'))
    expect((await reader.pullAll(b)).observation(id)).toBeUndefined()
    await as(town.officials.carla).apply(b, category('adf.chikane', 'andet'))
    expect((await reader.pullAll(a)).observation(id)).toBeDefined()
  })

  it('B3: one push that reaches both at once is applied once, and both return the same answer', async () => {
    const mutations = Array.from({ length: 10 }, () =>
      makeEnvelope({ name: 'observation.create@1', args: makeCreate() }),
    )
    const anna = as(town.phones.anna)
    const [first, second] = await Promise.all([anna.push(a, mutations), anna.push(b, mutations)])
    expect(first.results).toHaveLength(10)
    expect(first.results).toEqual(second.results)
    expect((await truth()).length).toBe(11)
  })
})

describe('two processes on one database: wake-ups', () => {
  it('a push to either wakes phones and desks that listen at the other', async () => {
    const atB = await listen(b, town.phones.ole)
    const deskAtA = await listen(a, town.officials.carla)
    await as(town.phones.anna).pin(a)
    await atB.until(`{"space":"${town.walk.id}"}`)
    await new HttpPerson(town.phones.dan, town.otherWalk.id).pin(b)
    await deskAtA.until(`{"space":"${town.otherWalk.id}"}`)
  })

  it('M8: a listener at one that never reads delays neither those beside it nor those at the other', async () => {
    const { port } = new URL(b)
    const deaf = connect(Number(port), '127.0.0.1')
      .on('error', () => undefined)
      .pause()
    deaf.write(`GET /api/events HTTP/1.1\r\nhost: x\r\ncookie: ${town.phones.anna.cookie}\r\n\r\n`)
    const [beside, other] = [await listen(b, town.phones.ole), await listen(a, town.phones.lone)]
    const anna = as(town.phones.anna)
    for (let count = 0; count < 20; count += 1) await anna.pin(count % 2 ? a : b)
    await beside.until('id: 21\n')
    await other.until('id: 21\n')
    deaf.destroy()
  })
})

describe('two processes on one database: photos and sessions', () => {
  it('a photo sent half to one and half to the other is whole, cleaned once, and read at both', async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 }
    const create = { width: 200, height: 150, channels: 3 as const, background: '#000', noise }
    const photo = photoOf(await sharp({ create }).jpeg().toBuffer())
    const { anna } = town.phones
    const id = await as(anna).pin(a, { photos: [announcementOf(photo)] })
    let offset = 0
    for (let piece = 0; offset < photo.size; piece += 1) {
      const bytes = photo.bytes.subarray(offset, offset + 4_000)
      const answer = await new TestUploads(piece % 2 ? a : b, anna).patch(photo, { offset, bytes })
      expect(answer.status).toBe(204)
      offset += bytes.length
    }
    const reader = as(anna).reader()
    const state = async () => (await reader.pullAll(b)).observation(id)?.photos[0]?.state
    await expect.poll(state, { timeout: 20_000 }).toBe('stored')
    for (const origin of [a, b]) {
      const address = `${origin}/api/photos/${photo.photoId}/large`
      const reply = await fetch(address, { headers: { cookie: anna.cookie } })
      expect((await sharp(await reply.arrayBuffer()).metadata()).width).toBe(200)
    }
    const events = await store.db
      .selectFrom('events')
      .select('kind')
      .where('subject_id', '=', id)
      .where('kind', '=', 'photo-stored')
      .execute()
    expect(events).toHaveLength(1)
  })

  it('five wrong passwords, some at each, end the tries at both', async () => {
    const { email } = town.officials.pia
    const signIn = async (origin: string, password: string) => {
      const answer = await fetch(`${origin}/api/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ email, password }),
      })
      return answer.status
    }
    const wrong = await Promise.all([a, b, a, b, a, b, a].map((at) => signIn(at, 'forkert')))
    expect(wrong.filter((status) => status === 401)).toHaveLength(5)
    expect([await signIn(a, testPassword), await signIn(b, testPassword)]).toEqual([429, 429])
  })

  it('a session made at one is valid at the other, and revoked at both', async () => {
    const joined = await fetch(`${a}/api/walks/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ code: town.codes.walker, clientId: someUuid() }),
    })
    const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const ask = (origin: string) =>
      fetch(`${origin}/api/sync/pull`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
        body: JSON.stringify({ protocol: 1, epoch: null, cursors: {} }),
      })
    expect([(await ask(a)).status, (await ask(b)).status]).toEqual([200, 200])
    await store.db.updateTable('sessions').set({ revoked_at: new Date() }).execute()
    expect([(await ask(a)).status, (await ask(b)).status]).toEqual([401, 401])
  })

  it('each reports metrics of its own, on a port that it names at its start', async () => {
    await as(town.phones.anna).pin(a)
    const pages = await Promise.all(
      servers.map(async (server) => {
        const address = /metrics\s+(http:\S+)/.exec(server.output())?.[1] ?? ''
        return (await fetch(address)).text()
      }),
    )
    for (const page of pages) {
      expect(page).toContain('lygte_store_up 1')
      expect(page).toContain('process_resident_memory_bytes')
    }
  })
})
