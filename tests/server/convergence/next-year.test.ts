import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from '../../../client/features/desk/address/desk-address.ts'
import { listQuery } from '../../../client/features/desk/filter/chosen-filter.ts'
import { dueState } from '../../../client/features/desk/dates/due-date.ts'
import { dropUnclaimedPhotos } from '../../../server/jobs/drop-unclaimed-photos-job.ts'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { TestClient } from '../../support/phones/build-client.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { connectPhone, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import { somePosition } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  testPassword,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'
import { applyAs, TestReader } from '../../support/requests/sync-calls.ts'

const day = 86_400_000
const thirteenMonths = 395 * day

let store: TestDatabase
let town: TestMunicipality
/** The evening of the walk, when all of it was made; then the server's clock. */
let evening: number
let now: number
let test: TestApp

beforeAll(async () => {
  store = await openTestDatabase()
})
beforeEach(async () => {
  await store.truncate()
  town = await seedMunicipality(store)
  evening = Date.now()
  now = evening
  await open()
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

/** The server is started on the store. */
async function open(): Promise<void> {
  await (test as TestApp | undefined)?.close()
  test = await buildTestApp({ store, now: () => now })
}

const connect = () => connectPhone({ app: test.app })

/** The same phone, closed that evening and opened in the next year, on a server that was started anew. */
async function openedNextYear(client: TestClient): Promise<TestClient> {
  client.life.kill()
  now = evening + thirteenMonths
  await open()
  const next = connectPhone({ app: test.app, disk: client.disk })
  next.clock.jump(now - next.clock.now())
  return next
}

const deliver = async (client: TestClient) => {
  for (let cycle = 0; cycle < 3; cycle += 1) await client.runner.runOnce()
  await test.app.jobs.settled()
  await client.runner.runOnce()
}

const deliveries = async (client: TestClient) =>
  (await client.pins.list(town.walk.id))
    .map((pin) => `${pin.observation.text}: ${pin.delivery}`)
    .toSorted()

async function photoPin(client: TestClient, text: string): Promise<string> {
  const create = { width: 16, height: 16, channels: 3, background: '#a33' } as const
  const picture = await sharp({ create }).jpeg().toBuffer()
  const draft = {
    ...client.capture.newDraft(town.walk.id),
    ...{ category: 'vej.hul', position: somePosition, text },
  }
  const photo = { mime: 'image/jpeg', width: 16, height: 16, wasResized: false }
  const bytes = Uint8Array.from(picture).buffer
  const photoId = await client.capture.addPhoto(draft, { ...photo, bytes })
  const saved = await client.capture.save({ ...draft, photoIds: [photoId] })
  expect(saved.ok).toBe(true)
  return draft.observationId
}

describe('thirteen months later', () => {
  it('a walk is there, and its code leads to it', async () => {
    const client = connect()
    await joinAs(client, town.codes.walker)
    await pinOn(client, town.walk.id, { text: 'fra i fjor' })
    await deliver(client)
    now = evening + thirteenMonths
    await open()
    const other = connect()
    other.clock.jump(now - other.clock.now())
    const preview = await other.walks.preview(town.codes.walker)
    expect(preview).toMatchObject({ ok: true, value: { title: town.walk.title } })
    await joinAs(other, town.codes.walker, 'Bo')
    await deliver(other)
    expect(await deliveries(other)).toEqual(['fra i fjor: from-others'])
  })

  it('a phone whose session has ended keeps everything, captures, and delivers it all as itself once it has joined again', async () => {
    const before = connect()
    await joinAs(before, town.codes.walker)
    await pinOn(before, town.walk.id, { text: 'modtaget i fjor' })
    await deliver(before)
    const clientId = (await before.walks.read()).current?.clientId
    const waiting = await photoPin(before, 'ventede et år')
    const client = await openedNextYear(before)
    await pinOn(client, town.walk.id, { text: 'fra i år' })
    expect(await client.runner.runOnce()).toEqual({ kind: 'paused' })
    expect(await deliveries(client)).toEqual([
      'fra i år: waiting-for-sign-in',
      'modtaget i fjor: received',
      'ventede et år: waiting-for-sign-in',
    ])
    await joinAs(client, town.codes.walker)
    await deliver(client)
    expect((await client.walks.read()).current?.clientId).toBe(clientId)
    expect(await deliveries(client)).toEqual([
      'fra i år: received',
      'modtaget i fjor: received',
      'ventede et år: received',
    ])
    const pin = await client.pins.get(waiting)
    expect(pin?.photos.map(({ state }) => state)).toEqual(['stored'])
    expect(client.reports).toEqual([])
  })

  it('what was captured in one year and delivered in the next is dated by the evening, with its year', async () => {
    const before = connectPhone({ app: test.app })
    await joinAs(before, town.codes.walker)
    before.clock.jump(evening - before.clock.now())
    const id = await pinOn(before, town.walk.id, { text: 'set den aften' })
    const client = await openedNextYear(before)
    await joinAs(client, town.codes.walker)
    await deliver(client)
    const pin = await client.pins.get(id)
    const claimed = Date.parse(pin?.observation.capturedAt ?? '')
    expect(Math.abs(claimed - evening)).toBeLessThan(day)
    expect(Date.parse(pin?.observation.receivedAt ?? '')).toBe(now)
  })

  it('a phone that was used now and then is signed in all the time', async () => {
    const client = connect()
    await joinAs(client, town.codes.walker)
    for (let month = 0; month < 13; month += 4) {
      now += 120 * day
      client.clock.jump(120 * day)
      await pinOn(client, town.walk.id, { text: `måned ${String(month)}` })
      expect(await client.runner.runOnce()).toEqual({ kind: 'done' })
    }
    expect(await deliveries(client)).toHaveLength(4)
  })

  it('the outbox has forgotten what the rows hold, and shows every pin once', async () => {
    const client = connect()
    await joinAs(client, town.codes.walker)
    await pinOn(client, town.walk.id, { text: 'en' })
    await photoPin(client, 'to')
    await deliver(client)
    const next = await openedNextYear(client)
    await joinAs(next, town.codes.walker)
    await next.clock.advance(61 * 60_000)
    await deliver(next)
    await next.clock.advance(61 * 60_000)
    await deliver(next)
    expect(await deliveries(next)).toEqual(['en: received', 'to: received'])
    const entries = await next.context.outbox.read(['mutation'], (tx) =>
      tx.objectStore('mutation').getAll(),
    )
    expect(entries).toEqual([])
    expect(await dropUnclaimedPhotos(test.dependencies, now)).toBe(0)
  })

  it('a saved desk address shows the same list, with the old deadline overdue', async () => {
    const client = connect()
    await joinAs(client, town.codes.walker)
    const wanted = await photoPin(client, 'hul i vejen')
    await pinOn(client, town.walk.id, { text: 'lampen' })
    await deliver(client)
    const dueOn = new Date(evening + 14 * day).toISOString().slice(0, 10)
    await assign(wanted, dueOn)
    const saved = writeAddress(
      readAddress({ walk: town.walk.id, category: 'vej.hul', party: 'road', sort: 'due' }),
    )
    const before = await askDesk(saved)
    expect(before.items.map(({ id }) => id)).toEqual([wanted])
    now = evening + thirteenMonths
    await open()
    const { total, items } = await askDesk(saved)
    expect({ total, items }).toEqual({ total: before.total, items: before.items })
    const today = new Date(now).toISOString().slice(0, 10)
    expect(dueState(items[0]?.dueOn ?? null, 'assigned', today)).toBe('overdue')
  })
})

async function assign(observationId: string, dueOn: string): Promise<void> {
  const { carla } = town.officials
  const reader = await new TestReader(store, carla, town.walk.id).pullAll()
  const base = { partyIds: [...(reader.observation(observationId)?.partyIds ?? [])], dueOn: null }
  const args = { observationId, base, partyIds: ['road'], dueOn }
  const result = await applyAs(store, carla, {
    ...{ name: 'observation.assign@1' as const, args },
    space: town.walk.id,
  })
  expect(result).toMatchObject({ status: 'applied' })
}

/** The list as the desk asks for it when the address is opened, signed in anew as after any night. */
async function askDesk(saved: Record<string, string>): Promise<Reply<'listObservations'>> {
  const { filter, sort } = readAddress(saved)
  const question = new URLSearchParams(listQuery(filter, sort, null) as Record<string, string>)
  const cookie = await signedIn()
  const session = await test.app.inject({ url: '/api/sessions/current', headers: { cookie } })
  const { walks } = session.json<Reply<'currentSession'>>()
  expect(walks.map(({ id }) => id)).toContain(filter.walk[0])
  const url = `/api/observations?${question.toString()}`
  return (await test.app.inject({ url, headers: { cookie } })).json()
}

async function signedIn(): Promise<string> {
  const response = await test.app.inject({
    method: 'POST',
    url: '/api/sessions',
    headers: sameOrigin,
    payload: { email: town.officials.carla.email, password: testPassword },
  })
  const [cookie] = response.cookies
  return `${cookie?.name ?? ''}=${cookie?.value ?? ''}`
}
