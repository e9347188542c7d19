import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cleanPhotosJob } from '../../../server/jobs/clean-photos-job.ts'
import { findPhoto } from '../../../server/store/photos/photo-store.ts'
import {
  dropUnclaimedPhotos,
  dropUnclaimedPhotosJob,
} from '../../../server/jobs/drop-unclaimed-photos-job.ts'
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
  test.app.jobs.ask(cleanPhotosJob)
  await test.app.jobs.settled()
  const reader = await new TestReader(store, town.phones.ole, town.walk.id).pullAll()
  return reader.observation(id)?.photos[0]?.state
}

describe('bytes whose announcement has not come', () => {
  it('G5: are attached when the announcement comes 29 days after them', async () => {
    now += 29 * day
    expect(await dropUnclaimedPhotos(test.dependencies, now)).toBe(0)
    expect(await announce()).toBe('stored')
  })

  it('G5: are deleted from table and disk after 30 days, and then requested from the phone again', async () => {
    const fileName = (await known())?.fileName ?? ''
    expect(await isOnDisk(fileName)).toBe(true)
    now += 30 * day + 60_000
    expect(await dropUnclaimedPhotos(test.dependencies, now)).toBe(1)
    expect(await known()).toBeUndefined()
    expect(await isOnDisk(fileName)).toBe(false)
    expect(await announce()).toBe('announced')
  })

  it('G5: are kept however old they are once they are announced', async () => {
    await announce()
    now += 400 * day
    expect(await dropUnclaimedPhotos(test.dependencies, now)).toBe(0)
    expect((await known())?.state).toBe('stored')
  })

  it('G5: are deleted by a running server without an operator', async () => {
    now += 31 * day
    await test.app.jobs.send(dropUnclaimedPhotosJob, {})
    await test.app.jobs.settled()
    expect(await known()).toBeUndefined()
  })
})
