import { beforeEach, describe, expect, it } from 'vitest'
import type { TestClient } from '../../support/phones/build-client.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import { connectPhone, copyDisk, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import type { NetworkFault } from '../../support/phones/in-process-api.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPerson,
} from '../../support/fixtures/people.ts'
import { PhoneDisk } from '../../support/phones/phone-disk.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { listPhones } from '../../support/requests/list-phones.ts'
import { pushAs } from '../../support/requests/sync-calls.ts'

const held = storeWithApp()
let town: TestMunicipality
/** The network of every phone of a test. */
let decide: (request: { method: string; path: string }) => NetworkFault

beforeEach(async () => {
  town = await seedMunicipality(held.store)
  decide = () => 'none'
})

const phone = (disk = new PhoneDisk()) =>
  connectPhone({ app: held.testApp.app, disk, decide: (request) => decide(request) })

async function joined(disk?: PhoneDisk): Promise<TestClient> {
  const client = phone(disk)
  await joinAs(client, town.codes.walker)
  return client
}

const pins = async (client: TestClient, count: number) => {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) ids.push(await pinOn(client, town.walk.id, { text: `${n}` }))
  return ids
}

const listed = (person: TestPerson, query = '') => listPhones(held.testApp.app, person, query)

/** What the coordinator is shown of phones that owe something, by the name their person gave. */
async function owed() {
  const phones = await listed(town.officials.carla)
  return phones.map(({ walks, waiting, lost, unexplained }) => ({
    name: walks[0]?.displayName,
    ...{ waiting, lost, unexplained },
  }))
}

const anna = { name: 'Anna', waiting: 0, lost: 0, unexplained: 0 }

describe('K5: what never came from a phone', () => {
  it('is nothing while everything arrives, whatever is taken back, mended or sent again', async () => {
    const client = await joined()
    const [first = '', second = ''] = await pins(client, 4)
    await client.capture.reopen(second)
    await client.capture.discardDraft(second)
    await client.runner.runOnce()
    await client.capture.comment(first, 'stadig mørkt')
    await client.capture.withdraw(first)
    await client.runner.runOnce()
    expect(await owed()).toEqual([])
    // The last one taken back is told too, though nothing newer arrives.
    const [last = ''] = await pins(client, 1)
    await client.capture.discard(last)
    await client.runner.runOnce()
    expect(await owed()).toEqual([])
  })

  it('waits on the phone, as long as the phone says so', async () => {
    const client = await joined()
    await pins(client, 60)
    let pushes = 0
    decide = ({ path }) => {
      if (path.endsWith('/push')) pushes += 1
      return pushes > 1 ? 'lost-before' : 'none'
    }
    await client.runner.runOnce()
    expect(await owed()).toEqual([{ ...anna, waiting: 10 }])
    decide = () => 'none'
    await client.runner.runOnce()
    expect(await owed()).toEqual([])
  })

  it('is counted after an eviction of everything, its cookie alone left, as gone', async () => {
    const client = await joined()
    await pins(client, 60)
    let pushes = 0
    decide = ({ path }) => {
      if (path.endsWith('/push')) pushes += 1
      return pushes > 1 ? 'lost-before' : 'none'
    }
    await client.runner.runOnce()
    decide = () => 'none'
    const evicted = new PhoneDisk()
    for (const [name, value] of client.disk.cookies) evicted.cookies.set(name, value)
    const again = await joined(evicted)
    await pins(again, 2)
    await again.runner.runOnce()
    expect(await owed()).toEqual([{ ...anna, lost: 10 }])
  })

  it('is counted after the databases were evicted and the marker told how far the numbers had come', async () => {
    const client = await joined()
    await pins(client, 3)
    await client.runner.runOnce()
    await pins(client, 2)
    const evicted = new PhoneDisk()
    for (const [name, value] of client.disk.cookies) evicted.cookies.set(name, value)
    evicted.marker.setItem('lygte-outbox', client.disk.marker.getItem('lygte-outbox') ?? '')
    const again = await joined(evicted)
    await again.runner.runOnce()
    expect(await owed()).toEqual([{ ...anna, lost: 2 }])
    expect(await again.storage.lossDetected()).toMatchObject({ savedBefore: 5 })
    // What comes afterwards goes on behind the gap, and the gap stays.
    await pins(again, 1)
    await again.runner.runOnce()
    expect(await owed()).toEqual([{ ...anna, lost: 2 }])
  })

  it('is not counted against the new id that the phone had to take', async () => {
    const disk = new PhoneDisk()
    const client = await joined(disk)
    await pins(client, 3)
    await client.runner.runOnce()
    disk.cookies.clear()
    await held.store.db.updateTable('clients').set({ key_hash: null }).execute()
    await pins(client, 1)
    await joinAs(client, town.codes.walker)
    await client.runner.runOnce()
    expect(await owed()).toEqual([])
  })

  it('is unexplained while a phone of an older app has not said why', async () => {
    const { ole } = town.phones
    const send = (clientSeq: number) =>
      makeEnvelope({ name: 'observation.create@1', args: makeCreate() }, { clientSeq })
    await pushAs(held.store, ole, { mutations: [send(1), send(4)], space: town.walk.id })
    expect(await owed()).toEqual([{ ...anna, name: 'Ole', unexplained: 2 }])
    await pushAs(held.store, ole, { mutations: [send(2), send(3)], space: town.walk.id })
    expect(await owed()).toEqual([])
  })

  it('does not count what waits for a newer server as arrived', async () => {
    const { ole } = town.phones
    const create = { name: 'observation.create@1' as const, args: makeCreate() }
    const mutations = [
      makeEnvelope(create, { clientSeq: 1, v: 9 }),
      makeEnvelope({ ...create, args: makeCreate() }, { clientSeq: 2 }),
    ]
    await pushAs(held.store, ole, { mutations, space: town.walk.id })
    expect(await owed()).toEqual([{ ...anna, name: 'Ole', unexplained: 1 }])
  })

  it('is never claimed for a phone whose backup lives on as a second one', async () => {
    const first = await joined()
    await pins(first, 2)
    const second = phone(await copyDisk(first.disk, true))
    await pins(second, 3)
    await first.runner.runOnce()
    await second.runner.runOnce()
    expect(await owed()).toEqual([])
  })

  it('is shown to the walk’s leader, who sees all phones of the walk and of no other', async () => {
    const client = await joined()
    await pins(client, 1)
    await client.runner.runOnce()
    const phones = await listed(town.phones.lone, `?walk=${town.walk.id}`)
    const names = phones.map(({ walks }) => walks[0]?.displayName)
    expect(names.toSorted()).toEqual(['Anna', 'Anna', 'Lone', 'Ole', 'Rita'])
    for (const walk of ['', `?walk=${town.otherWalk.id}`]) {
      const { cookie } = town.phones.lone
      const url = `/api/phones${walk}`
      const answer = await held.testApp.app.inject({ method: 'GET', url, headers: { cookie } })
      expect(answer.statusCode).toBe(403)
    }
  })
})

describe('K5: an impossible receipt log', () => {
  it.each([
    { highest: 3, from: 9, held: [] },
    { highest: 3, from: 1, held: [[3, 2]] },
    { highest: -1, from: 1, held: [] },
    { highest: 3, from: 1, held: Array.from({ length: 201 }, (_, n) => [n, n]) },
  ])('is refused and changes nothing: %j', async (payload) => {
    const { cookie } = town.phones.anna
    const answer = await held.testApp.app.inject({
      method: 'POST',
      url: '/api/sync/account',
      headers: { cookie, ...sameOrigin },
      payload,
    })
    expect(answer.statusCode).toBe(400)
    expect(await owed()).toEqual([])
  })

  it('of numbers that leap for ever makes neither the row nor the answer grow', async () => {
    const { ole } = town.phones
    for (let from = 0; from < 1_000; from += 50) {
      const mutations = Array.from({ length: 50 }, (_, n) =>
        makeEnvelope(
          { name: 'observation.create@1', args: makeCreate() },
          { clientSeq: 1 + 2 * (from + n) },
        ),
      )
      await pushAs(held.store, ole, { mutations, space: town.walk.id })
    }
    const row = await held.store.db
      .selectFrom('clients')
      .select('received_seqs')
      .where('client_id', '=', ole.clientId)
      .executeTakeFirstOrThrow()
    expect(row.received_seqs.length).toBeLessThan(8_000)
  })
})

describe('whether a phone is ready for a walk', () => {
  const readinessOf = async (walkId: string) =>
    (await listed(town.officials.carla, `?walk=${walkId}`)).map(({ readiness }) => readiness)

  it('is told with its next report, dated by the age that the phone gives, and is unknown before that', async () => {
    const client = await joined()
    await client.runner.runOnce()
    expect(await readinessOf(town.walk.id)).toContainEqual(null)
    const missing = ['map' as const]
    await client.walks.keepReadiness({ walkId: town.walk.id, missing, without: ['position'] })
    await client.runner.runOnce()
    const found = (await readinessOf(town.walk.id)).find((one) => one !== null)
    expect(found).toMatchObject({ missing: ['map'], without: ['position'] })
    expect(Math.abs(Date.parse(found?.at ?? '') - Date.now())).toBeLessThan(3_600_000)
  })

  it('says nothing about another walk, and a report of an older app takes it away', async () => {
    const client = await joined()
    const other = '0199a000-0000-7000-8000-00000000cccc'
    await client.walks.keepReadiness({ walkId: other, missing: [], without: [] })
    await client.runner.runOnce()
    expect(new Set(await readinessOf(town.walk.id))).toEqual(new Set([null]))
    await client.walks.keepReadiness({ walkId: town.walk.id, missing: [], without: [] })
    await client.runner.runOnce()
    expect(await readinessOf(town.walk.id)).toContainEqual(
      expect.objectContaining({ missing: [], without: [] }),
    )
    await held.testApp.app.inject({
      ...{ method: 'POST', url: '/api/sync/account', payload: { highest: 0, from: 1, held: [] } },
      headers: { ...sameOrigin, cookie: town.phones.anna.cookie },
    })
    const anna = (await listed(town.officials.carla, `?walk=${town.walk.id}`)).find(
      ({ id }) => id === town.phones.anna.clientId,
    )
    expect(anna).toMatchObject({ readiness: null })
  })

  it('is not called older than a year nor from tomorrow, whatever the clock of the phone says', async () => {
    const say = (ageMs: number) =>
      held.testApp.app.inject({
        method: 'POST',
        url: '/api/sync/account',
        headers: { ...sameOrigin, cookie: town.phones.anna.cookie },
        payload: {
          ...{ highest: 0, from: 1, held: [] },
          readiness: { walkId: town.walk.id, missing: [], without: [], ageMs },
        },
      })
    for (const ageMs of [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]) {
      expect((await say(ageMs)).statusCode).toBe(204)
      const [at = ''] = (await readinessOf(town.walk.id)).flatMap((one) => one?.at ?? [])
      const age = Date.now() - Date.parse(at)
      expect(age).toBeGreaterThanOrEqual(-1)
      expect(age).toBeLessThan(367 * 86_400_000)
    }
  })
})
