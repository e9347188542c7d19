import { readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cleanPhotosJob } from '../../../server/jobs/clean-photos-job.ts'
import { findPhoto } from '../../../server/store/photos/photo-store.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { makeCreate } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { applyAs, pinAs, TestReader } from '../../support/requests/sync-calls.ts'
import { tableContents } from '../../support/oracles/table-contents.ts'
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
  const create = { width: 400, height: 300, channels: 3 as const, background: '#345' }
  picture = await sharp({ create }).jpeg().toBuffer()
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

/** A picture of its own for each test, a few thousand bytes long. */
const freshPhoto = (): TestPhoto =>
  photoOf(Buffer.concat([picture, Buffer.from(crypto.randomUUID().repeat(60))]))

const pinWith = (...photos: TestPhoto[]) =>
  pinAs(database, town.phones.anna, { photos: photos.map(announcementOf) })

const stored = (photo: TestPhoto) =>
  findPhoto(database.db, { municipalityId: town.id, photoId: photo.photoId })

async function filesOnDisk(): Promise<string[]> {
  const { photoFiles } = testApp.dependencies
  const names = await readdir(dirname(photoFiles.path('0'.repeat(32), 'part')))
  return names.map((name) => name.slice(33)).sort()
}

describe('a malicious upload', () => {
  it('G12: is stopped at the announced size, whatever is sent after it', async () => {
    const photo = { ...freshPhoto(), size: 2 * 1024 * 1024 }
    const { written, status } = await uploads.patchEndless(photo, 256 * 1024 * 1024)
    // What the server refused may still have been on its way in the buffers of both sockets.
    expect(written).toBeLessThan(photo.size + 16 * 1024 * 1024)
    expect([413, null]).toContain(status)
    // Nobody had announced it, so nothing is left of it.
    expect(await stored(photo)).toBeUndefined()
    expect(await filesOnDisk()).toEqual([])
  })

  it('G12: is refused by its stated length, as a chunk and as a whole', async () => {
    const photo = { ...freshPhoto(), size: 2000 }
    const answer = await uploads.patch(photo, { offset: 0, bytes: new Uint8Array(3000) })
    expect(answer).toMatchObject({ status: 413, offset: 0 })
    const huge = { ...freshPhoto(), size: 13 * 1024 * 1024 }
    const tooLarge = await uploads.patch(huge, { offset: 0, bytes: new Uint8Array(10) })
    expect(tooLarge.status).toBe(413)
    expect(await stored(huge)).toBeUndefined()
  })

  it('is told the server’s offset by every refusal, and continues from it', async () => {
    const photo = freshPhoto()
    await pinWith(photo)
    await uploads.patch(photo, { offset: 0, bytes: photo.bytes.subarray(0, 1000) })
    const ahead = await uploads.patch(photo, { offset: 2000, bytes: photo.bytes.subarray(2000) })
    expect(ahead).toMatchObject({ status: 409, offset: 1000 })
    const fresh = await uploads.patch(freshPhoto(), { offset: 5, bytes: new Uint8Array(5) })
    expect(fresh).toMatchObject({ status: 409, offset: 0 })
  })

  it('is refused with 400 and 415 when its headers are no upload’s', async () => {
    const photo = freshPhoto()
    const bytes = photo.bytes.subarray(0, 10)
    const noLength = await uploads.patch(photo, { offset: 0, bytes, length: null })
    const badSum = await uploads.patch(photo, { offset: 0, bytes, checksum: 'md5 abc' })
    expect([noLength.status, badSum.status]).toEqual([400, 400])
    await pinWith(photo)
    const other = await uploads.patch(photo, { offset: 0, bytes, length: photo.size + 1 })
    expect(other.status).toBe(400)
    const json = await testApp.app.inject({
      method: 'PATCH',
      url: `/api/photos/${photo.photoId}`,
      headers: {
        cookie: town.phones.anna.cookie,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        'upload-offset': '0',
      },
      payload: '{}',
    })
    expect(json.statusCode).toBe(415)
  })

  it('cannot reach the photo of another phone, which learns nothing of it', async () => {
    const photo = freshPhoto()
    await pinWith(photo)
    for (const phone of [town.phones.ole, town.phones.lone, town.phones.dan]) {
      const other = new TestUploads(origin, phone)
      expect((await other.head(photo.photoId)).status).toBe(404)
      expect((await other.patch(photo, { offset: 0, bytes: photo.bytes })).status).toBe(404)
    }
    expect((await uploads.head(crypto.randomUUID())).status).toBe(404)
    expect((await uploads.head('..%2f..%2fetc%2fpasswd')).status).toBe(400)
    expect((await stored(photo))?.receivedBytes).toBe(0)
  })

  it('is refused after fifty photos that were never announced', async () => {
    const answers: number[] = []
    for (let count = 0; count < 51; count += 1) {
      const photo = freshPhoto()
      const { status } = await uploads.patch(photo, {
        offset: 0,
        bytes: photo.bytes.subarray(0, 9),
      })
      answers.push(status)
    }
    expect(answers).toEqual([...Array<number>(50).fill(204), 429])
  })

  it.each([
    ['an offset below zero', { 'upload-offset': '-1' }],
    ['an offset with a sign', { 'upload-offset': '+0' }],
    ['an offset in hex', { 'upload-offset': '0x0' }],
    ['an offset as a power', { 'upload-offset': '0e1' }],
    ['an offset beyond numbers', { 'upload-offset': '9'.repeat(30) }],
    ['two offsets', { 'upload-offset': '0, 0' }],
    ['no offset', { 'upload-offset': '' }],
    ['a length below zero', { 'upload-length': '-5' }],
    ['a length with a fraction', { 'upload-length': '10.5' }],
    ['a length that was not announced', { 'upload-length': '1' }],
    ['a checksum of another kind', { 'upload-checksum': 'sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
    ['a checksum cut short', { 'upload-checksum': 'sha256 AAAA' }],
    ['a checksum in hex', { 'upload-checksum': `sha256 ${'a'.repeat(64)}` }],
    ['two checksums', { 'upload-checksum': `${checksumOf(new Uint8Array(9))}, sha256 x` }],
  ])('is refused with %s, and nothing changes', async (_what, forged) => {
    const photo = freshPhoto()
    await pinWith(photo)
    const before = await tableContents(database)
    const { statusCode, json } = await testApp.app.inject({
      method: 'PATCH',
      url: `/api/photos/${photo.photoId}`,
      headers: {
        ...sameOrigin,
        cookie: town.phones.anna.cookie,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        ...forged,
      },
      payload: Buffer.from(photo.bytes.subarray(0, 100)),
    })
    expect([statusCode, json<{ type: string }>().type]).toEqual([400, 'bad-request'])
    expect(await tableContents(database)).toEqual(before)
    expect(await filesOnDisk()).toEqual([])
  })

  it('is refused at any offset but the true one, before and after it, and keeps what it had', async () => {
    const photo = freshPhoto()
    await pinWith(photo)
    await uploads.patch(photo, { offset: 0, bytes: photo.bytes.subarray(0, 1_000) })
    for (const offset of [0, 1, 999, 1_001, photo.size - 1, photo.size, 999_999_999_999]) {
      const bytes = photo.bytes.subarray(0, 10)
      expect(await uploads.patch(photo, { offset, bytes })).toMatchObject({
        status: 409,
        offset: 1_000,
      })
    }
    const rest = photo.bytes.subarray(1_000)
    expect((await uploads.patch(photo, { offset: 1_000, bytes: rest })).status).toBe(204)
  })

  it('cannot take over another phone’s bytes by announcing them, nor announce a hash to be filled', async () => {
    const { anna, ole } = town.phones
    const photo = freshPhoto()
    await uploads.sendAll(photo)
    // Ole knows id, size and hash of what Anna has sent, and would have it on his own pin.
    const args = makeCreate({ photos: [announcementOf(photo)] })
    const theft = await applyAs(database, ole, { name: 'observation.create@1', args })
    expect(theft).toMatchObject({ status: 'refused', code: 'photo-id-in-use' })
    // With an id of his own he has a photo without bytes, whatever its hash says.
    const copy = { ...photo, photoId: freshPhoto().photoId }
    const id = await pinAs(database, ole, { photos: [announcementOf(copy)] })
    testApp.app.jobs.ask(cleanPhotosJob)
    await testApp.app.jobs.settled()
    const reader = await new TestReader(database, ole, town.walk.id).pullAll()
    expect(reader.observation(id)?.photos).toMatchObject([{ state: 'announced' }])
    const own = await pinAs(database, anna, { photos: [announcementOf(photo)] })
    testApp.app.jobs.ask(cleanPhotosJob)
    await testApp.app.jobs.settled()
    await reader.pullAll()
    expect(reader.observation(own)?.photos).toMatchObject([{ state: 'stored' }])
  })

  it('of other bytes under an announced hash is thrown away, however often', async () => {
    const photo = freshPhoto()
    const id = await pinWith(photo)
    for (let round = 0; round < 3; round += 1) {
      const other = new Uint8Array(photo.size).fill(round + 1)
      const answer = await uploads.patch(photo, { offset: 0, bytes: other })
      expect(answer).toMatchObject({ status: 460, offset: 0 })
    }
    await testApp.app.jobs.settled()
    const reader = await new TestReader(database, town.phones.anna, town.walk.id).pullAll()
    expect(reader.observation(id)?.photos).toMatchObject([{ state: 'announced' }])
  })
})
