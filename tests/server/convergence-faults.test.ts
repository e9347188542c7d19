import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { allEntries, allPhotos } from '../../client/local/outbox-reads.ts'
import type { MutationArgs } from '../../shared/mutation.ts'
import type { DeviceActor } from '../../shared/roles.ts'
import { visibleObservation } from '../../shared/visible-observation.ts'
import type { TestClient } from '../support/build-client.ts'
import { connectWithApi, joinAs, pinOn } from '../support/connected-phone.ts'
import type { NetworkFault } from '../support/in-process-api.ts'
import { makePreparedPhoto } from '../support/make-draft.ts'
import { storeWithApp } from '../support/store-with-app.ts'
import { seedMunicipality, type TestMunicipality } from '../support/people.ts'
import { PhoneDisk } from '../support/phone-disk.ts'
import { applyAs, pushAs } from '../support/sync-calls.ts'
import { makeCreate, makeEnvelope } from '../support/make-observation.ts'

const held = storeWithApp()
let town: TestMunicipality
let faults: NetworkFault[] = []

beforeEach(async () => {
  town = await seedMunicipality(held.store)
  faults = []
})

/** A phone in the walk; the next requests to the sync routes and photos meet the faults in turn. */
async function connect(code: string, disk = new PhoneDisk()) {
  const decide = () => faults.shift() ?? 'none'
  const connected = connectWithApi({ app: held.testApp.app, disk, decide })
  await joinAs(connected.client, code)
  return connected
}

const somewhere = { longitude: 9.92, latitude: 57.05, source: 'gps' as const }

const save = (client: TestClient, text: string) => pinOn(client, town.walk.id, { text })

async function effects(): Promise<{ rows: number; events: number }> {
  const space = town.walk.id
  const rows = await held.store.db
    .selectFrom('observations')
    .select('id')
    .where('walk_id', '=', space)
    .execute()
  const events = await held.store.db
    .selectFrom('events')
    .select('kind')
    .where('space_id', '=', space)
    .execute()
  return { rows: rows.length, events: events.length }
}

/** The coordinator corrects a pin of the walk. */
async function editAsCarla(args: MutationArgs<'observation.edit@1'>): Promise<void> {
  const mutation = { name: 'observation.edit@1', args, space: town.walk.id } as const
  const { status, code } = await applyAs(held.store, town.officials.carla, mutation)
  if (status !== 'applied') throw new Error(`edit ${status}: ${code ?? ''}`)
}

const texts = async (client: TestClient) =>
  (await client.pins.list(town.walk.id)).map(({ observation }) => observation.text).toSorted()

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
      .where('observation_id', '=', first)
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

  test('C7, C8: what is withdrawn, hidden and shown again does so on every phone', async () => {
    const { client } = await connect(town.codes.walker)
    const other = await connect(town.codes.walker)
    const id = await save(client, 'synlig')
    const gone = await save(client, 'trækkes')
    await client.runner.runOnce()
    await other.client.runner.runOnce()
    expect(await texts(other.client)).toEqual(['synlig', 'trækkes'])

    const recategorise = (base: string, value: string) =>
      editAsCarla({ observationId: id, changes: { category: { base, value } } })
    await recategorise('lys.slukket', 'adf.ophold')
    await client.capture.withdraw(gone)
    await client.runner.runOnce()
    await other.client.runner.runOnce()
    expect(await texts(other.client)).toEqual([])
    expect(await texts(client)).toEqual(['synlig'])
    await recategorise('adf.ophold', 'lys.slukket')
    await other.client.runner.runOnce()
    expect(await texts(other.client)).toEqual(['synlig'])
  })

  test('D4: an official and the author change one field: the official stands, the author sees the own words', async () => {
    const { client } = await connect(town.codes.walker)
    const id = await save(client, 'først')
    await client.runner.runOnce()
    await client.capture.edit(id, { text: 'min' })
    await editAsCarla({
      observationId: id,
      changes: { text: { base: 'først', value: 'kommunens' } },
    })
    await client.runner.runOnce()
    const pin = await client.pins.get(id)
    expect(pin?.observation).toMatchObject({
      text: 'kommunens',
      suggestions: [{ field: 'text', value: 'min' }],
    })
    expect(pin?.delivery).toBe('received')
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
    await held.testApp.app.photoProcessing.settled()
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

  test('H2: an ended session keeps everything waiting; joining again delivers it', async () => {
    const disk = new PhoneDisk()
    const { client } = await connect(town.codes.walker, disk)
    const id = await save(client, 'venter')
    disk.cookies.clear()
    expect((await client.runner.runOnce()).kind).toBe('paused')
    expect((await client.pins.get(id))?.delivery).toBe('waiting-for-sign-in')
    const again = await client.walks.join(town.codes.walker, 'Anna')
    expect(again.ok).toBe(true)
    await client.runner.runOnce()
    expect((await client.pins.get(id))?.delivery).toBe('received')
    expect(await effects()).toEqual({ rows: 1, events: 1 })
  })

  test('L1: phones with wild clocks end with the same rows as the server', async () => {
    const year = 365 * 24 * 60 * 60 * 1000
    const connected = []
    for (const [index, jump] of [0, 3_600_000, -3_600_000, year, -year, -56 * year].entries()) {
      const { client } = await connect(town.codes.walker)
      client.clock.jump(jump)
      const id = await save(client, `${index}`)
      client.clock.jump(-2 * jump)
      await client.capture.comment(id, `${index}`)
      connected.push(client)
    }
    for (const client of connected) await client.runner.runOnce()
    for (const client of connected) await client.runner.runOnce()
    const kept = await held.store.db
      .selectFrom('observations')
      .select('body')
      .where('walk_id', '=', town.walk.id)
      .execute()
    for (const client of connected) {
      const { current: walk } = await client.walks.read()
      const actor: DeviceActor = { kind: 'device', clientId: walk?.clientId ?? '', role: 'walker' }
      const truth = kept.map(({ body }) => visibleObservation(body, actor))
      const pins = await client.pins.list(town.walk.id)
      expect(pins.length).toBe(6)
      expect(pins.map(({ observation }) => observation)).toEqual(expect.arrayContaining(truth))
    }
  })

  test('M4: after a restore that lost them, phones deliver their items again under a new epoch', async () => {
    const { client } = await connect(town.codes.walker)
    const id = await save(client, 'før gendannelsen')
    await client.capture.comment(id, 'også')
    await client.runner.runOnce()
    const before = await effects()
    // The server goes back to before the walk, and its operator gives it a new epoch.
    const space = town.walk.id
    for (const table of ['events', 'applied_mutations', 'sync_rows'] as const) {
      await held.store.db.deleteFrom(table).where('space_id', '=', space).execute()
    }
    await held.store.db.deleteFrom('observations').where('walk_id', '=', space).execute()
    await held.store.db.updateTable('spaces').set({ head: '0' }).where('id', '=', space).execute()
    const epoch = await held.store.db
      .selectFrom('server_meta')
      .select('epoch')
      .executeTakeFirstOrThrow()
    await held.store.db.updateTable('server_meta').set({ epoch: crypto.randomUUID() }).execute()
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect(await effects()).toEqual(before)
    expect(await texts(client)).toEqual(['før gendannelsen'])
    expect((await client.pins.get(id))?.observation.comments.length).toBe(1)
    await held.store.db.updateTable('server_meta').set(epoch).execute()
  })
})
