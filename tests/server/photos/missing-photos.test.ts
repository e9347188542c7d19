import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { missedPhotos } from '../../../client/local/pins/missed-photos.ts'
import type { MissingPhoto, WalkPhone } from '../../../shared/contract/api-contract.ts'
import type { TestClient } from '../../support/phones/build-client.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { connectPhone, joinAs } from '../../support/phones/connected-phone.ts'
import { somePosition } from '../../support/fixtures/make-observation.ts'
import { openOutbox } from '../../support/phones/outbox-fixture.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPerson,
} from '../../support/fixtures/people.ts'
import { applyAs } from '../../support/requests/sync-calls.ts'

const hour = 3_600_000

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let picture: Buffer
/** The server's clock. */
let now = Date.now()
/** The photo whose bytes never get through. */
let lost = ''

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store, now: () => now })
  const create = { width: 16, height: 16, channels: 3, background: '#a33' } as const
  picture = await sharp({ create }).jpeg().toBuffer()
})
beforeEach(async () => {
  town = await seedMunicipality(store)
  now = Date.now()
  lost = ''
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

const photo = (mark: number) => ({
  bytes: Uint8Array.from([...picture, mark]).buffer,
  mime: 'image/jpeg',
  width: 16,
  height: 16,
  wasResized: false,
})

const connect = () =>
  connectPhone({
    app: test.app,
    decide: ({ path }) => (path.includes(lost || ' ') ? 'error-before' : 'none'),
  })

/** A pin with three photos, of which the second does not get through. */
async function pinWithLostPhoto(category: string) {
  const client = connect()
  await joinAs(client, town.codes.walker)
  let draft = { ...client.capture.newDraft(town.walk.id), category, position: somePosition }
  for (const mark of [1, 2, 3]) {
    const id = await client.capture.addPhoto(draft, photo(mark))
    draft = { ...draft, photoIds: [...draft.photoIds, id] }
  }
  lost = draft.photoIds[1] ?? ''
  await client.capture.save(draft)
  await deliver(client)
  return { client, id: draft.observationId, photoId: lost }
}

/** What one photo holds up does not hold up the others for ever. */
async function deliver(client: TestClient) {
  for (let cycle = 0; cycle < 3; cycle += 1) await client.runner.runOnce()
  await test.app.jobs.settled()
  await client.runner.runOnce()
}

const ask = async <T>(person: TestPerson, url: string): Promise<T> => {
  const { cookie } = person
  return (await test.app.inject({ method: 'GET', url, headers: { cookie } })).json<T>()
}

async function missingAt(person: TestPerson): Promise<string[]> {
  const { photos } = await ask<{ photos: MissingPhoto[] }>(person, '/api/photos/missing')
  return photos.map(({ photoId, place, of }) => `${photoId} ${place}/${of}`)
}

async function missedOn(client: TestClient, id: string) {
  const pin = await client.pins.get(id)
  return pin ? missedPhotos(pin, now) : []
}

describe('G10: a photo that is missing for more than 24 hours', () => {
  it('is listed for the officials and its owner, and for nobody before', async () => {
    const { client, id, photoId } = await pinWithLostPhoto('vej.hul')
    const { carla, kim } = town.officials
    now += 23 * hour
    expect(await missingAt(carla)).toEqual([])
    expect(await missedOn(client, id)).toEqual([])
    // The leader sees it at once, while everybody is still around.
    const onWalk = `/api/phones?walk=${town.walk.id}`
    const { phones: early } = await ask<{ phones: WalkPhone[] }>(carla, onWalk)
    expect(early.find(({ waitingPhotos }) => waitingPhotos > 0)).toMatchObject({
      waitingPhotos: 1,
      missingPhotos: 0,
    })
    // The coordinator sees the phone because it has reported that it holds one.
    expect((await ask<{ phones: WalkPhone[] }>(carla, '/api/phones')).phones).toMatchObject([
      { missingPhotos: 0, unsent: { photos: 1 } },
    ])
    now += 2 * hour
    expect(await missingAt(carla)).toEqual([`${photoId} 2/3`])
    expect(await missingAt(kim)).toEqual([`${photoId} 2/3`])
    expect(await missedOn(client, id)).toEqual([{ photoId, place: 2, of: 3, isOnPhone: true }])
    const { phones } = await ask<{ phones: WalkPhone[] }>(carla, '/api/phones')
    expect(phones).toMatchObject([
      { missingPhotos: 1, waitingPhotos: 0, waiting: 0, lost: 0, unexplained: 0 },
    ])
  })

  it('is shown to its owner also when this phone no longer has it', async () => {
    const { client, id, photoId } = await pinWithLostPhoto('vej.hul')
    now += 25 * hour
    const outbox = await openOutbox(client.disk.indexedDB)
    outbox.transaction('photo', 'readwrite').objectStore('photo').clear()
    outbox.close()
    client.pins.refresh()
    await client.runner.runOnce()
    expect(await missedOn(client, id)).toEqual([{ photoId, place: 2, of: 3, isOnPhone: false }])
  })

  it('is listed no longer once it has arrived', async () => {
    const { client, id } = await pinWithLostPhoto('vej.hul')
    now += 25 * hour
    lost = ''
    await deliver(client)
    expect(await missingAt(town.officials.carla)).toEqual([])
    expect(await missedOn(client, id)).toEqual([])
  })

  it('of a restricted observation is listed only for those who may read it', async () => {
    const { id, photoId } = await pinWithLostPhoto('haer.graffiti-had')
    now += 25 * hour
    const { carla, kim, pia, adam } = town.officials
    const args = { observationId: id, base: { partyIds: [], dueOn: null }, partyIds: ['road'] }
    await applyAs(store, carla, {
      name: 'observation.assign@1',
      args: { ...args, dueOn: '2027-12-01' },
      space: town.walk.id,
    })
    for (const person of [carla, kim]) expect(await missingAt(person)).toEqual([`${photoId} 2/3`])
    for (const person of [pia, adam]) expect(await missingAt(person)).toEqual([])
    const abroad = await seedMunicipality(store, 'Ribe')
    expect(await missingAt(abroad.officials.carla)).toEqual([])
  })
})
