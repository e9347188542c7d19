import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { addHousekeeping } from '../../../server/http/plugins/housekeeping.ts'
import { findPhoto } from '../../../server/store/photos/photo-store.ts'
import { dropUnclaimedPhotos } from '../../../server/photos/drop-unclaimed-photos.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { pinAs, TestReader } from '../../support/requests/sync-calls.ts'
import {
  announcementOf,
  photoOf,
  TestUploads,
  type TestPhoto,
} from '../../support/requests/upload-photo.ts'

const day = 86_400_000

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let photo: TestPhoto
/** The server's clock. */
let now = Date.now()

beforeAll(async () => {
  store = await openTestDatabase()
  test = await buildTestApp({ store, now: () => now })
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  town = await seedMunicipality(store)
})
beforeEach(async () => {
  now = Date.now()
  const create = { width: 30, height: 30, channels: 3, background: '#346' } as const
  const picture = await sharp({ create }).jpeg().toBuffer()
  photo = photoOf(Buffer.concat([picture, Buffer.from(crypto.randomUUID())]))
  const origin = `http://127.0.0.1:${String((test.app.server.address() as AddressInfo).port)}`
  await new TestUploads(origin, town.phones.anna).sendAll(photo)
})
afterAll(async () => {
  await test.close()
  await store.drop()
})

const known = async () => findPhoto(store.db, { municipalityId: town.id, photoId: photo.photoId })

async function isOnDisk(fileName: string): Promise<boolean> {
  return (await test.dependencies.photoFiles.size(fileName, 'original')) !== undefined
}

/** Announces the photo and answers the state that everybody in the walk then sees. */
async function announce(): Promise<string | undefined> {
  const id = await pinAs(store, town.phones.anna, { photos: [announcementOf(photo)] })
  test.app.photoProcessing.wake()
  await test.app.photoProcessing.settled()
  const reader = await new TestReader(store, town.phones.ole, town.walk.id).pullAll()
  return reader.observation(id)?.photos[0]?.state
}

describe('bytes whose announcement has not come', () => {
  it('G5: 29 days between bytes and announcement, and the photo is attached', async () => {
    now += 29 * day
    expect(await dropUnclaimedPhotos(test.dependencies, now)).toBe(0)
    expect(await announce()).toBe('stored')
  })

  it('G5: after 30 days they go from the table and the disk, and the phone is asked for them again', async () => {
    const fileName = (await known())?.fileName ?? ''
    expect(await isOnDisk(fileName)).toBe(true)
    now += 30 * day + 60_000
    expect(await dropUnclaimedPhotos(test.dependencies, now)).toBe(1)
    expect(await known()).toBeUndefined()
    expect(await isOnDisk(fileName)).toBe(false)
    expect(await announce()).toBe('announced')
  })

  it('G5: what is announced stays however old it is', async () => {
    await announce()
    now += 400 * day
    expect(await dropUnclaimedPhotos(test.dependencies, now)).toBe(0)
    expect((await known())?.state).toBe('stored')
  })

  it('G5: a running server clears them away by itself', async () => {
    now += 31 * day
    const app = fastify()
    // The database's own timers are real again before it is asked anything.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    addHousekeeping(app, test.dependencies)
    await app.ready()
    vi.advanceTimersByTime(10_000)
    vi.useRealTimers()
    await app.close()
    expect(await known()).toBeUndefined()
  })
})
