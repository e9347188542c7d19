import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Uuid } from '../../../shared/identifiers.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPerson,
} from '../../support/fixtures/people.ts'
import { photoStateFor, readPhoto, sendPhoto } from '../../support/requests/photo-requests.ts'
import { applyAs, pinAs } from '../../support/requests/sync-calls.ts'
import { announcementOf, photoOf, type TestPhoto } from '../../support/requests/upload-photo.ts'

let database: TestDatabase
let testApp: TestApp
let town: TestMunicipality

beforeAll(async () => {
  database = await openTestDatabase()
  testApp = await buildTestApp({ store: database })
  town = await seedMunicipality(database)
})
afterAll(async () => {
  await testApp.close()
  await database.drop()
})

const send = (photo: TestPhoto) => sendPhoto(testApp.app, town.phones.anna, photo)

const read = (person: TestPerson, photoId: Uuid, variant: string = 'large') =>
  readPhoto(testApp.app, person, { photoId, variant })

const stateOf = (id: Uuid) => photoStateFor(database, town.phones.anna, id)

async function makePicture(): Promise<Uint8Array> {
  const create = { width: 500, height: 400, channels: 3 as const, background: '#123' }
  const jpeg = await sharp({ create }).jpeg().toBuffer()
  return Buffer.concat([jpeg, Buffer.from(crypto.randomUUID())])
}

describe('a photo is served', () => {
  const everybody = () => ({ ...town.phones, ...town.officials })
  async function readersOf(photoId: Uuid): Promise<string[]> {
    const found: string[] = []
    for (const [name, person] of Object.entries(everybody())) {
      const { statusCode } = await read(person, photoId)
      expect([200, 404]).toContain(statusCode)
      if (statusCode === 200) found.push(name)
    }
    return found.sort()
  }

  it('to everybody who may see its observation, and to nobody else', async () => {
    const photo = photoOf(await makePicture())
    await pinAs(database, town.phones.anna, { photos: [announcementOf(photo)] })
    expect(await readersOf(photo.photoId)).toEqual([])
    expect(await send(photo)).toBe(204)
    expect(await readersOf(photo.photoId)).toEqual(
      ['anna', 'ole', 'lone', 'rita', 'kim', 'pia', 'carla', 'eva', 'adam'].sort(),
    )
    const elsewhere = await seedMunicipality(database, 'Odense')
    expect((await read(elsewhere.officials.carla, photo.photoId)).statusCode).toBe(404)
    expect((await read({ name: 'x', cookie: '', sessionId: '' }, photo.photoId)).statusCode).toBe(
      401,
    )
  })

  it('to author, leader, coordinator and the assigned party when it is restricted', async () => {
    const photo = photoOf(await makePicture())
    const observationId = await pinAs(database, town.phones.anna, {
      category: 'haer.graffiti-had',
      photos: [announcementOf(photo)],
    })
    await send(photo)
    expect(await readersOf(photo.photoId)).toEqual(['anna', 'carla', 'lone'])
    await applyAs(database, town.officials.carla, {
      space: town.walk.id,
      name: 'observation.assign@1',
      args: {
        observationId,
        base: { partyIds: [], dueOn: null },
        partyIds: ['police'],
        dueOn: '2026-12-01',
      },
    })
    expect(await readersOf(photo.photoId)).toEqual(['anna', 'carla', 'lone', 'pia'])
  })

  it('to nobody once the observation is withdrawn, nor to a phone that was removed from the walk', async () => {
    const photo = photoOf(await makePicture())
    const observationId = await pinAs(database, town.phones.anna, {
      photos: [announcementOf(photo)],
    })
    await send(photo)
    const membership = database.db
      .updateTable('walk_members')
      .where('client_id', '=', town.phones.ole.clientId)
    await membership.set({ removed_at: new Date() }).execute()
    expect(await readersOf(photo.photoId)).not.toContain('ole')
    await membership.set({ removed_at: null }).execute()
    await applyAs(database, town.phones.anna, {
      name: 'observation.withdraw@1',
      args: { observationId },
    })
    expect(await readersOf(photo.photoId)).toEqual([])
  })

  it('under no other name, path or variant', async () => {
    const photo = photoOf(await makePicture())
    await pinAs(database, town.phones.anna, { photos: [announcementOf(photo)] })
    await send(photo)
    const { anna } = town.phones
    const { file_name: fileName } = await database.db
      .selectFrom('photos')
      .select('file_name')
      .where('id', '=', photo.photoId)
      .executeTakeFirstOrThrow()
    const paths = [
      `/api/photos/${photo.photoId}/original`,
      `/api/photos/${photo.photoId}/large.jpg`,
      `/api/photos/${photo.photoId}/..%2f..%2f..%2fetc%2fpasswd`,
      `/api/photos/${photo.photoId}/large%00`,
      `/api/photos/..%2f${fileName}/large`,
      `/api/photos/${fileName}/large`,
      `/photos/${fileName}.large.jpg`,
      `/${fileName}.large.jpg`,
    ]
    for (const url of paths) {
      const response = await testApp.app.inject({ url, headers: { cookie: anna.cookie } })
      expect([url, response.statusCode >= 400, response.statusCode < 500]).toEqual([
        url,
        true,
        true,
      ])
    }
  })
})

describe('a served photo', () => {
  it('is a picture cached for this reader alone, whatever it was sent as', async () => {
    const photo = photoOf(await makePicture(), 'image/png')
    await pinAs(database, town.phones.anna, { photos: [announcementOf(photo)] })
    await send(photo)
    const response = await read(town.phones.anna, photo.photoId, 'thumbnail')
    expect(response.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, max-age=300',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
      'content-length': String(response.rawPayload.length),
    })
  })

  it('is never a document: SVG, HTML and TIFF are rejected, and the phone is told', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    const html = Buffer.from('<script>alert(1)</script>')
    const create = { width: 9, height: 9, channels: 3 as const, background: '#123' }
    const tiff = await sharp({ create }).tiff().toBuffer()
    for (const bytes of [svg, html, tiff]) {
      const photo = photoOf(bytes)
      const id = await pinAs(database, town.phones.anna, { photos: [announcementOf(photo)] })
      await send(photo)
      expect(await stateOf(id)).toBe('rejected')
      expect((await read(town.phones.anna, photo.photoId)).statusCode).toBe(404)
      expect(
        await testApp.dependencies.photoFiles.size(await fileNameOf(photo.photoId), 'original'),
      ).toBeUndefined()
    }
  })
})

const fileNameOf = async (photoId: Uuid): Promise<string> => {
  const row = await database.db
    .selectFrom('photos')
    .select('file_name')
    .where('id', '=', photoId)
    .executeTakeFirstOrThrow()
  return row.file_name
}
