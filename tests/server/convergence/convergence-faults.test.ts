import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { allEntries, allPhotos } from '../../../client/local/outbox/outbox-reads.ts'
import type { TestClient } from '../../support/phones/build-client.ts'
import { connectWithApi, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import type { NetworkFault } from '../../support/phones/in-process-api.ts'
import { makePreparedPhoto } from '../../support/phones/make-draft.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { applyAs, pushAs } from '../../support/requests/sync-calls.ts'
import { effectsIn, textsOn } from '../../support/oracles/walk-effects.ts'

const held = storeWithApp()
let town: TestMunicipality
let faults: NetworkFault[] = []

beforeEach(async () => {
  town = await seedMunicipality(held.store)
  faults = []
})

/** A phone in the walk; the next requests to the sync routes and photos meet the faults in turn. */
async function connect(code: string) {
  const decide = () => faults.shift() ?? 'none'
  const connected = connectWithApi({ app: held.testApp.app, decide })
  await joinAs(connected.client, code)
  return connected
}

const somewhere = { longitude: 9.92, latitude: 57.05, source: 'gps' as const }

const save = (client: TestClient, text: string) => pinOn(client, town.walk.id, { text })
const effects = () => effectsIn(held.store, town.walk.id)
const texts = (client: TestClient) => textsOn(client, town.walk.id)

describe('faults between a phone and the real server', () => {
  test.each([
    ['B1', 'lost-before'],
    ['B2', 'lost-after'],
    ['B3', 'twice'],
    ['B2', 'error-after'],
    ['E7', 'proxy-page'],
    ['E7', 'cut'],
    ['F1', 'login-page'],
  ] as const)('%s: a push that is %s is delivered exactly once', async (_id, fault) => {
    const { client } = await connect(town.codes.walker)
    const id = await save(client, 'en gang')
    faults = [fault]
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect(await effects()).toEqual({ rows: 1, events: 1 })
    expect((await client.pins.get(id))?.delivery).toBe('received')
  })

  test('B4: an old request that arrives after newer ones changes nothing', async () => {
    const { client, api } = await connect(town.codes.walker)
    const id = await save(client, 'først')
    faults = ['later']
    await client.runner.runOnce()
    await client.runner.runOnce()
    await client.capture.edit(id, { text: 'senere' })
    await client.runner.runOnce()
    await api.deliverLate()
    await client.runner.runOnce()
    expect(await effects()).toEqual({ rows: 1, events: 2 })
    expect(await texts(client)).toEqual(['senere'])
  })

  test('B5: when its id was taken by something else, the item arrives under a new one', async () => {
    const { client } = await connect(town.codes.walker)
    await save(client, 'min')
    const [entry] = await client.context.outbox.read(['mutation'], allEntries)
    const id = entry?.id ?? ''
    const thief = makeEnvelope(
      { name: 'observation.create@1', args: makeCreate({ text: 'en andens' }) },
      { id },
    )
    await pushAs(held.store, town.phones.ole, { mutations: [thief], space: town.walk.id })
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect(await texts(client)).toEqual(['en andens', 'min'])
    expect(await effects()).toEqual({ rows: 2, events: 2 })
  })

  test('B7: what is refused in a batch leaves the rest applied, and each observation in order', async () => {
    const { client } = await connect(town.codes.walker)
    const first = await save(client, 'a')
    await client.runner.runOnce()
    await client.capture.edit(first, { text: 'b' })
    await client.capture.withdraw(first)
    await client.capture.comment(first, 'kommentar')
    const second = await save(client, 'c')
    await applyAs(held.store, town.phones.lone, {
      name: 'observation.withdraw@1',
      args: { observationId: first },
    })
    await client.runner.runOnce()
    const entries = await client.context.outbox.read(['mutation'], allEntries)
    expect(entries.map(({ name, state }) => [name, state])).toEqual([
      ['observation.create', 'acked'],
      ['observation.edit', 'acked'],
      ['observation.withdraw', 'refused'],
      ['observation.comment', 'acked'],
      ['observation.create', 'acked'],
    ])
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 1 })
    expect((await client.pins.get(second))?.delivery).toBe('received')
    const events = await held.store.db
      .selectFrom('events')
      .select('kind')
      .where('subject_id', '=', first)
      .orderBy('seq')
      .execute()
    expect(events.map(({ kind }) => kind)).toEqual([
      'created',
      'withdrawn',
      'suggested',
      'commented',
    ])
  })

  test('B8: an edit made while the create was under way appears after it, everywhere', async () => {
    const { client } = await connect(town.codes.walker)
    const other = await connect(town.codes.walker)
    const id = await save(client, 'a')
    faults = ['lost-after']
    await client.runner.runOnce()
    await client.capture.edit(id, { text: 'b' })
    await client.capture.edit(id, { text: 'c' })
    await client.runner.runOnce()
    await other.client.runner.runOnce()
    expect(await texts(client)).toEqual(['c'])
    expect(await texts(other.client)).toEqual(['c'])
  })

  test('F7: after 30 days without a network one reconnect delivers everything and converges', async () => {
    const { client } = await connect(town.codes.walker)
    for (let day = 0; day < 30; day += 1) {
      const id = await save(client, `dag ${day}`)
      await client.capture.comment(id, 'ja')
      faults = ['lost-before', 'lost-before']
      await client.runner.runOnce()
      faults = []
      await client.clock.advance(24 * 60 * 60 * 1000)
    }
    await client.runner.runOnce()
    expect(await effects()).toEqual({ rows: 30, events: 60 })
    expect(
      (await client.pins.list(town.walk.id)).every(({ delivery }) => delivery === 'received'),
    ).toBe(true)
  })

  test('G1, G2, G3, G4, G6: a photo survives every fault, is stored once and with the hash of the phone', async () => {
    const picture = await sharp({
      create: { width: 40, height: 30, channels: 3, background: '#39c' },
    })
      .jpeg()
      .toBuffer()
    const tail = new Uint8Array(makePreparedPhoto(700_000).bytes)
    const bytes = Uint8Array.from(Buffer.concat([picture, tail])).buffer
    const { client } = await connect(town.codes.walker)
    let draft = {
      ...client.capture.newDraft(town.walk.id),
      category: 'vej.hul',
      position: somewhere,
    }
    const photoId = await client.capture.addPhoto(draft, {
      bytes,
      mime: 'image/jpeg',
      width: 40,
      height: 30,
      wasResized: false,
    })
    draft = { ...draft, photoIds: [photoId] }
    await client.capture.save(draft)
    faults = [
      'none',
      'none',
      'lost-after',
      'none',
      'lost-before',
      'none',
      'cut',
      'none',
      'twice',
      'lost-after',
    ]
    for (let cycle = 0; cycle < 12; cycle += 1) await client.runner.runOnce()
    await held.testApp.app.jobs.settled()
    await client.runner.runOnce()
    const [record] = await client.context.outbox.read(['photo'], allPhotos)
    const row = await held.store.db
      .selectFrom('photos')
      .select(['state', 'sha256', 'size'])
      .where('id', '=', photoId)
      .execute()
    const size = String(bytes.byteLength)
    expect(row).toEqual([{ state: 'stored', sha256: record?.sha256, size }])
    expect((await client.pins.get(draft.observationId))?.photos).toMatchObject([
      { state: 'stored' },
    ])
  })
})
