import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openChangeFeed } from '../../../server/feed/change-feed.ts'
import { runEventStream } from '../../../server/feed/event-stream.ts'
import { EventQueue } from '../../../server/feed/event-queue.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
import { listenEvents, type OpenEventStream } from '../../support/requests/listen-events.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPerson,
} from '../../support/fixtures/people.ts'
import { pinAs } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let testApp: TestApp
let town: TestMunicipality
let origin: string
const streams: OpenEventStream[] = []

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  town = await seedMunicipality(database)
  testApp = await buildTestApp({ store: database })
  await testApp.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${String((testApp.app.server.address() as AddressInfo).port)}`
})
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close()
  await testApp.close()
})
afterAll(() => database.drop())

async function listen(person: TestPerson, isDesk = 'accountId' in person) {
  const stream = await listenEvents({ origin, cookie: person.cookie, isDesk })
  streams.push(stream)
  return stream
}

async function pushOverHttp(phone: TestMunicipality['phones']['anna']) {
  const response = await fetch(`${origin}/api/sync/push`, {
    method: 'POST',
    headers: { cookie: phone.cookie, 'content-type': 'application/json', origin },
    body: JSON.stringify({
      protocol: 1,
      epoch: null,
      clientId: phone.clientId,
      space: phone.walkId,
      mutations: [makeEnvelope({ name: 'observation.create@1', args: makeCreate() })],
    }),
  })
  expect(response.status).toBe(200)
}

describe('a push of an official that holds mutations of several walks', () => {
  it('publishes the head of each of them', async () => {
    const { walk, otherWalk, officials } = town
    const published = vi.spyOn(testApp.dependencies.feed, 'publish')
    const pin = () => makeEnvelope({ name: 'observation.create@1', args: makeCreate() })
    const mutations = [pin(), { ...pin(), space: otherWalk.id }]
    const { statusCode } = await testApp.app.inject({
      method: 'POST',
      url: '/api/sync/push',
      headers: { cookie: officials.carla.cookie, 'x-lygte-desk': '1', ...sameOrigin },
      payload: {
        ...{ protocol: 1, epoch: null, clientId: officials.carla.accountId },
        ...{ space: walk.id, mutations },
      },
    })
    expect(statusCode).toBe(200)
    const heads = published.mock.calls.map(([{ spaceId, head }]) => [spaceId, head])
    expect(heads).toEqual([
      [walk.id, '2'],
      [otherWalk.id, '2'],
    ])
  })
})

describe('the stream of wake-ups', () => {
  it('wakes phones of the walk and desks after a push, with the head as id and no data but the space', async () => {
    const { anna, ole, dan } = town.phones
    const [phone, other, desk] = [
      await listen(ole),
      await listen(dan),
      await listen(town.officials.kim),
    ]
    expect(phone.status).toBe(200)
    expect(phone.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(phone.headers['x-lygte']).toBe('1')
    expect(phone.headers['content-security-policy']).toBeTruthy()
    await pushOverHttp(anna)
    const event = `id: 2\nevent: changed\ndata: {"space":"${town.walk.id}"}\n\n`
    await phone.until(event)
    await desk.until(event)
    await pushOverHttp(dan)
    await other.until(town.otherWalk.id)
    await desk.until(town.otherWalk.id)
    expect(phone.text()).not.toContain(town.otherWalk.id)
    expect(other.text()).not.toContain(town.walk.id)
  })

  it('wakes for what another server process has committed', async () => {
    const desk = await listen(town.officials.carla)
    await desk.until('listening')
    await pinAs(database, town.phones.anna)
    await desk.until(`{"space":"${town.walk.id}"}`)
  })

  it('sends nothing to other municipalities, viewers and strangers', async () => {
    const elsewhere = await seedMunicipality(database, 'Odense')
    const stranger = await listen(elsewhere.officials.carla)
    expect((await listen(town.officials.vera)).status).toBe(403)
    expect((await listen({ name: 'x', cookie: '', sessionId: '' })).status).toBe(401)
    await pushOverHttp(town.phones.anna)
    await pushOverHttp(elsewhere.phones.anna)
    await stranger.until(elsewhere.walk.id)
    expect(stranger.text()).not.toContain(town.walk.id)
  })

  it('sends nothing more to a phone that was removed from a walk', async () => {
    const { anna, ole } = town.phones
    await database.db
      .updateTable('walk_members')
      .set({ removed_at: new Date() })
      .where('client_id', '=', ole.clientId)
      .execute()
    const [removed, member] = [await listen(ole), await listen(anna)]
    await pushOverHttp(anna)
    await member.until(town.walk.id)
    expect(removed.text()).not.toContain(town.walk.id)
  })

  it('is limited to twenty for one session', async () => {
    const opened = []
    for (let count = 0; count < 21; count += 1) opened.push(await listen(town.phones.anna))
    expect(opened.map(({ status }) => status)).toEqual([...Array<number>(20).fill(200), 429])
    opened[0]?.close()
    const next = async (): Promise<number> => {
      const { status } = await listen(town.phones.anna)
      return status === 200 ? status : next()
    }
    expect(await next()).toBe(200)
  })

  it('ends when the server stops gracefully, instead of delaying it', async () => {
    const open = [await listen(town.phones.anna), await listen(town.officials.carla)]
    for (const stream of open) await stream.until('listening')
    await testApp.app.close()
    await Promise.all(open.map(({ ended }) => ended))
  })
})

describe('one event stream', () => {
  it('sends heartbeats, and ends after its time so that the listener authenticates again', async () => {
    const server = createServer((_request, response) => {
      const options = { municipalityId: town.id, hears: () => true, beatMs: 2, lifeMs: 40 }
      void runEventStream(response, testApp.dependencies.feed, options)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const stream = await listenEvents({ origin: `http://127.0.0.1:${String(port)}`, cookie: '' })
    await stream.until('retry: 2000', ': beat\n\n')
    await stream.ended
    server.close()
  })
})

describe('the change feed', () => {
  it('publishes each head once, however it learns of it', async () => {
    const feed = openChangeFeed(database, 5)
    const heard: string[] = []
    await feed.subscribe(town.id, ({ spaceId, head }) => heard.push(`${spaceId} ${head}`))
    const change = { municipalityId: town.id, spaceId: town.walk.id, head: '2' }
    await pinAs(database, town.phones.anna)
    feed.publish(change)
    feed.publish(change)
    feed.publish({ ...change, head: '1' })
    await pinAs(database, town.phones.dan)
    const second = `${town.otherWalk.id} 2`
    while (!heard.includes(second)) await new Promise(setImmediate)
    expect(heard).toEqual([`${town.walk.id} 2`, second])
    await feed.close()
  })

  it('misses nothing that is committed right after a subscription', async () => {
    const feed = openChangeFeed(database, 5)
    const heard: string[] = []
    const stop = await feed.subscribe(town.id, ({ head }) => heard.push(head))
    await pinAs(database, town.phones.anna)
    while (heard.length === 0) await new Promise(setImmediate)
    expect(heard).toEqual(['2'])
    stop()
    await feed.close()
  })
})

describe('M8: a listener that does not read', () => {
  const space = (name: string, head: number) => ({
    municipalityId: 'm',
    spaceId: name,
    head: String(head),
  })

  it('costs one entry a space, and gets the newest head of each when it reads again', () => {
    const written: string[] = []
    let drained = () => {}
    let isFull = false
    const queue = new EventQueue({
      write: (text) => {
        written.push(text)
        return !isFull
      },
      onceDrained: (listener) => (drained = listener),
    })
    isFull = true
    queue.send(space('a', 1))
    for (let head = 2; head <= 1_000; head += 1) queue.send(space(head % 2 ? 'a' : 'b', head))
    queue.heartbeat()
    expect(written).toHaveLength(1)
    isFull = false
    drained()
    expect(written.slice(1)).toEqual([
      'id: 1000\nevent: changed\ndata: {"space":"b"}\n\n',
      'id: 999\nevent: changed\ndata: {"space":"a"}\n\n',
    ])
    expect(queue.isBlocked).toBe(false)
  })
})
