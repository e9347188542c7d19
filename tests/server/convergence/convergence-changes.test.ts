import { beforeEach, describe, expect, test } from 'vitest'
import type { MutationArgs } from '../../../shared/sync/registry.ts'
import type { DeviceActor } from '../../../shared/access/roles.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { TestClient } from '../../support/phones/build-client.ts'
import { connectWithApi, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { PhoneDisk } from '../../support/phones/phone-disk.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { applyAs } from '../../support/requests/sync-calls.ts'
import { effectsIn, textsOn } from '../../support/oracles/walk-effects.ts'

/** The network is good; people, sessions, clocks and the store are what changes. */
const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  town = await seedMunicipality(held.store)
})

async function connect(code: string, disk = new PhoneDisk()) {
  const connected = connectWithApi({ app: held.testApp.app, disk })
  await joinAs(connected.client, code)
  return connected
}

const save = (client: TestClient, text: string) => pinOn(client, town.walk.id, { text })
const effects = () => effectsIn(held.store, town.walk.id)
const texts = (client: TestClient) => textsOn(client, town.walk.id)

/** The coordinator corrects a pin of the walk. */
async function editAsCarla(args: MutationArgs<'observation.edit@1'>): Promise<void> {
  const mutation = { name: 'observation.edit@1', args, space: town.walk.id } as const
  const { status, code } = await applyAs(held.store, town.officials.carla, mutation)
  if (status !== 'applied') throw new Error(`edit ${status}: ${code ?? ''}`)
}

describe('changes around a phone and the real server', () => {
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
