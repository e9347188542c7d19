import { readdir, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cleanPhotosJob } from '../../../server/jobs/clean-photos-job.ts'
import { buildApp } from '../../../server/app.ts'
import { findPhoto } from '../../../server/store/photos/photo-store.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { makeEnvelope } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { pinAs, TestReader } from '../../support/requests/sync-calls.ts'
import {
  announcementOf,
  checksumOf,
  photoOf,
  TestUploads,
  type TestPhoto,
} from '../../support/requests/upload-photo.ts'

let database: TestDatabase
let testApp: TestApp
let town: TestMunicipality
let origin: string
let uploads: TestUploads
let picture: Uint8Array

beforeAll(async () => {
  database = await openTestDatabase()
  // Noise, so that the file is large enough to be cut in many places.
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  const create = { width: 400, height: 300, channels: 3 as const, background: '#000', noise }
  picture = await sharp({ create }).jpeg({ quality: 90 }).toBuffer()
})
beforeEach(async () => {
  town = await seedMunicipality(database)
  testApp = await buildTestApp({ store: database })
  await testApp.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${String((testApp.app.server.address() as AddressInfo).port)}`
  uploads = new TestUploads(origin, town.phones.anna)
})
afterEach(async () => {
  await testApp.close()
  await database.truncate()
})
afterAll(() => database.drop())

/** A picture of its own for each test: the same pixels under other bytes, after the end of the image. */
const freshPhoto = (): TestPhoto =>
  photoOf(Buffer.concat([picture, Buffer.from(crypto.randomUUID())]))

const pinWith = (...photos: TestPhoto[]) =>
  pinAs(database, town.phones.anna, { photos: photos.map(announcementOf) })

async function photoStates(id: Uuid, phone = town.phones.anna): Promise<string[]> {
  const reader = await new TestReader(database, phone, town.walk.id).pullAll()
  return reader.observation(id)?.photos.map(({ state }) => state) ?? []
}

const stored = (photo: TestPhoto) =>
  findPhoto(database.db, { municipalityId: town.id, photoId: photo.photoId })

async function filesOnDisk(): Promise<string[]> {
  const { photoFiles } = testApp.dependencies
  const names = await readdir(dirname(photoFiles.path('0'.repeat(32), 'part')))
  return names.map((name) => name.slice(33)).sort()
}

const cleaned = () => testApp.app.jobs.settled()

describe('uploading a photo', () => {
  it('takes it in chunks, cleans it and shows each state to everybody in the walk', async () => {
    const photo = freshPhoto()
    const id = await pinWith(photo)
    expect(await photoStates(id, town.phones.ole)).toEqual(['announced'])
    const first = await uploads.patch(photo, { offset: 0, bytes: photo.bytes.subarray(0, 1000) })
    expect(first).toMatchObject({ status: 204, offset: 1000 })
    const head = await uploads.head(photo.photoId)
    expect(head).toMatchObject({ status: 200, offset: 1000 })
    expect(head.headers['upload-length']).toBe(String(photo.size))
    expect(head.headers['cache-control']).toBe('no-store')
    const last = await uploads.patch(photo, { offset: 1000, bytes: photo.bytes.subarray(1000) })
    expect(last).toMatchObject({ status: 204, offset: photo.size })
    await cleaned()
    expect(await photoStates(id, town.phones.ole)).toEqual(['stored'])
    expect(await filesOnDisk()).toEqual(['large.jpg', 'thumbnail.jpg'])
    const events = await database.db.selectFrom('events').select(['kind', 'actor_kind']).execute()
    expect(events).toContainEqual({ kind: 'photo-stored', actor_kind: 'system' })
  })

  it('G1: sends at most one chunk again for each interruption, wherever it comes', async () => {
    const photo = freshPhoto()
    await pinWith(photo)
    const chunkBytes = 8 * 1024
    let interruptions = 0
    let offset = 0
    while (offset < photo.size) {
      const bytes = photo.bytes.subarray(offset, offset + chunkBytes)
      if (interruptions < 12) {
        await uploads.patchCut(photo, { offset, bytes }, (interruptions * 997) % bytes.length)
        interruptions += 1
      }
      const truth = (await uploads.head(photo.photoId)).offset ?? -1
      expect(truth).toBeGreaterThanOrEqual(offset)
      const next = photo.bytes.subarray(truth, truth + chunkBytes)
      // A cut request that arrives late may cut this one: one more interruption, for a phone as for us.
      const answer = await uploads.patch(photo, { offset: truth, bytes: next }).catch(() => null)
      if (!answer) interruptions += 1
      offset = answer?.offset ?? truth
    }
    expect(interruptions).toBeGreaterThanOrEqual(12)
    expect(uploads.sentBytes).toBeLessThanOrEqual(photo.size + interruptions * chunkBytes)
    await cleaned()
    expect((await stored(photo))?.state).toBe('stored')
  })

  it('G2: reveals by HEAD that the last chunk arrived when its answer was lost, and stores one photo', async () => {
    const photo = freshPhoto()
    const id = await pinWith(photo)
    await uploads.patch(photo, { offset: 0, bytes: photo.bytes })
    const truth = await uploads.head(photo.photoId)
    expect(truth.offset).toBe(photo.size)
    const again = await uploads.patch(photo, { offset: 0, bytes: photo.bytes })
    expect(again).toMatchObject({ status: 409, offset: photo.size })
    await cleaned()
    expect(await photoStates(id)).toEqual(['stored'])
    expect(await uploads.head(photo.photoId)).toMatchObject({ status: 200, offset: photo.size })
    expect(await filesOnDisk()).toEqual(['large.jpg', 'thumbnail.jpg'])
  })

  it('G3: keeps nothing of a chunk whose checksum is wrong', async () => {
    const photo = freshPhoto()
    await pinWith(photo)
    const bytes = photo.bytes.subarray(0, 1000)
    await uploads.patch(photo, { offset: 0, bytes })
    const wrong = await uploads.patch(photo, {
      offset: 1000,
      bytes: photo.bytes.subarray(1000),
      checksum: checksumOf(bytes),
    })
    expect(wrong).toMatchObject({ status: 460, offset: 1000 })
    expect((await uploads.sendAll(photo)).status).toBe(204)
    await cleaned()
    expect((await stored(photo))?.state).toBe('stored')
  })

  it('G3: starts over when the whole photo is not the announced one, then takes the right bytes', async () => {
    const photo = freshPhoto()
    await pinWith(photo)
    const corrupt = Uint8Array.from(photo.bytes)
    corrupt[500] = (corrupt[500] ?? 0) ^ 1
    const wrong = await uploads.patch(photo, { offset: 0, bytes: corrupt })
    expect(wrong).toMatchObject({ status: 460, offset: 0 })
    expect(await uploads.head(photo.photoId)).toMatchObject({ offset: 0 })
    expect((await uploads.sendAll(photo)).status).toBe(204)
    await cleaned()
    expect((await stored(photo))?.state).toBe('stored')
  })

  it('G4: attaches bytes that came before their announcement', async () => {
    const photo = freshPhoto()
    expect((await uploads.sendAll(photo, 10_000)).status).toBe(204)
    await cleaned()
    expect((await stored(photo))?.state).toBe('receiving')
    const id = await pinWith()
    const mutation = makeEnvelope({
      name: 'photo.announce@1',
      args: { observationId: id, photo: announcementOf(photo) },
    })
    const { cookie, clientId } = town.phones.anna
    await testApp.app.inject({
      method: 'POST',
      url: '/api/sync/push',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
      payload: { protocol: 1, epoch: null, clientId, space: town.walk.id, mutations: [mutation] },
    })
    await cleaned()
    expect(await photoStates(id)).toEqual(['stored'])
  })

  it('G4: asks for the bytes again when they came early and are not what is announced later', async () => {
    const photo = freshPhoto()
    const corrupt = Uint8Array.from(photo.bytes)
    corrupt[500] = (corrupt[500] ?? 0) ^ 1
    await uploads.patch(photo, { offset: 0, bytes: corrupt })
    const id = await pinWith(photo)
    testApp.app.jobs.ask(cleanPhotosJob)
    await cleaned()
    expect(await photoStates(id)).toEqual(['announced'])
    expect((await uploads.sendAll(photo)).status).toBe(204)
    await cleaned()
    expect(await photoStates(id)).toEqual(['stored'])
  })

  it('G4: begins again when early bytes were announced with another size', async () => {
    const photo = freshPhoto()
    const half = { ...photo, size: photo.size - 100 }
    await uploads.patch(half, { offset: 0, bytes: photo.bytes.subarray(0, 5000) })
    const id = await pinWith(photo)
    expect(await uploads.head(photo.photoId)).toMatchObject({ offset: 0 })
    await uploads.sendAll(photo)
    await cleaned()
    expect(await photoStates(id)).toEqual(['stored'])
  })

  it('F8: lets a new connection take over from one that hangs', async () => {
    const photo = freshPhoto()
    await pinWith(photo)
    const hanging = new AbortController()
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(photo.bytes.subarray(0, 500)),
    })
    const stuck = fetch(`${origin}/api/photos/${photo.photoId}`, {
      method: 'PATCH',
      headers: {
        cookie: town.phones.anna.cookie,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
      },
      body,
      duplex: 'half',
      signal: hanging.signal,
    } as RequestInit).then(
      (response) => response.status,
      () => 'cut',
    )
    // The hanging upload has reached the disk once its first bytes are there.
    const path = async () =>
      testApp.dependencies.photoFiles.path((await stored(photo))?.fileName ?? '', 'part')
    while (((await stat(await path()).catch(() => undefined))?.size ?? 0) < 500) {
      await new Promise(setImmediate)
    }
    expect((await uploads.sendAll(photo)).status).toBe(204)
    expect(await stuck).toBe('cut')
    await cleaned()
    expect((await stored(photo))?.state).toBe('stored')
  })
})

describe('after a crash, photo processing', () => {
  it('resumes at startup what was complete but not cleaned', async () => {
    const photo = freshPhoto()
    const id = await pinWith(photo)
    await uploads.sendAll(photo)
    await testApp.app.jobs.close()
    await database.pool.query('delete from jobs.job')
    expect(await photoStates(id)).toEqual(['announced'])
    const next = await buildApp(testApp.dependencies)
    await next.ready()
    await next.jobs.settled()
    await next.close()
    expect(await photoStates(id)).toEqual(['stored'])
    expect(await filesOnDisk()).toEqual(['large.jpg', 'thumbnail.jpg'])
  })

  it('G9: cuts off bytes that were written and never acknowledged', async () => {
    const photo = freshPhoto()
    await pinWith(photo)
    await uploads.patch(photo, { offset: 0, bytes: photo.bytes.subarray(0, 1000) })
    const { photoFiles } = testApp.dependencies
    const row = await stored(photo)
    const garbage = (async function* () {
      yield new Uint8Array(photo.size).fill(7)
    })()
    await photoFiles.writePart(row?.fileName ?? '', 1000, garbage)
    expect(await uploads.head(photo.photoId)).toMatchObject({ offset: 1000 })
    expect((await uploads.sendAll(photo)).status).toBe(204)
    await cleaned()
    expect((await stored(photo))?.state).toBe('stored')
  })

  it('G9: requests bytes again whose file is gone, and reopens one that was closed too early', async () => {
    const { photoFiles } = testApp.dependencies
    const [lost, early] = [freshPhoto(), freshPhoto()]
    await pinWith(lost, early)
    for (const photo of [lost, early]) {
      await uploads.patch(photo, { offset: 0, bytes: photo.bytes.subarray(0, 1000) })
    }
    await photoFiles.remove((await stored(lost))?.fileName ?? '', 'part')
    const gone = await uploads.patch(lost, { offset: 1000, bytes: lost.bytes.subarray(1000) })
    expect(gone).toMatchObject({ status: 409, offset: 0 })
    await photoFiles.finishPart((await stored(early))?.fileName ?? '')
    const on = await uploads.patch(early, { offset: 1000, bytes: early.bytes.subarray(1000) })
    expect(on).toMatchObject({ status: 204, offset: early.size })
    await uploads.sendAll(lost)
    await cleaned()
    expect([(await stored(lost))?.state, (await stored(early))?.state]).toEqual([
      'stored',
      'stored',
    ])
  })
})
