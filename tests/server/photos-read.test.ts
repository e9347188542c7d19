import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Uuid } from '../../shared/identifiers.ts'
import type { PhotoVariant } from '../../shared/photo.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../support/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../support/open-test-database.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPerson,
  type TestPhone,
} from '../support/people.ts'
import { sharedData } from '../support/repository.ts'
import { applyAs, pinAs, TestReader } from '../support/sync-calls.ts'
import { announcementOf, checksumOf, photoOf, type TestPhoto } from '../support/upload-photo.ts'

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

async function send(photo: TestPhoto, phone: TestPhone = town.phones.anna): Promise<number> {
  const { statusCode } = await testApp.app.inject({
    method: 'PATCH',
    url: `/api/photos/${photo.photoId}`,
    headers: {
      cookie: phone.cookie,
      ...sameOrigin,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'upload-checksum': checksumOf(photo.bytes),
    },
    payload: Buffer.from(photo.bytes),
  })
  await testApp.app.photoProcessing.settled()
  return statusCode
}

const read = (person: TestPerson, photoId: Uuid, variant: string = 'large') =>
  testApp.app.inject({
    method: 'GET',
    url: `/api/photos/${photoId}/${variant}`,
    headers: {
      cookie: person.cookie,
      ...('accountId' in person ? { 'x-lygte-desk': '1' } : {}),
    },
  })

async function pictureOf(photoId: Uuid, variant: PhotoVariant): Promise<Buffer> {
  const response = await read(town.phones.ole, photoId, variant)
  expect(response.statusCode).toBe(200)
  return response.rawPayload
}

async function stateOf(id: Uuid, phone = town.phones.anna): Promise<string | undefined> {
  const reader = await new TestReader(database, phone, town.walk.id).pullAll()
  return reader.observation(id)?.photos[0]?.state
}

async function makePicture(): Promise<Uint8Array> {
  const create = { width: 500, height: 400, channels: 3 as const, background: '#123' }
  const jpeg = await sharp({ create }).jpeg().toBuffer()
  return Buffer.concat([jpeg, Buffer.from(crypto.randomUUID())])
}

describe('who gets a photo', () => {
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

  it('is everybody who may see its observation, and nobody else', async () => {
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

  it('is author, leader, coordinator and the assigned party when it is restricted', async () => {
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

  it('is nobody once the observation is withdrawn, nor a phone removed from the walk', async () => {
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

  it('is not found under any other name, path or variant', async () => {
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

describe('a photo as it is given out', () => {
  it('is a picture for this reader alone, whatever it was sent as', async () => {
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

interface ManifestEntry {
  file: string
  Orientation?: number
  imagemagick_exit: number | null
}

const corpus = sharedData('photos/manifest.json')
const folder = sharedData('photos') ?? ''
const entries: ManifestEntry[] = corpus
  ? (JSON.parse(readFileSync(corpus, 'utf8')) as ManifestEntry[])
  : []
const named = (start: string) => entries.filter(({ file }) => file.startsWith(start))
const isHeic = ({ file }: ManifestEntry) => /\.hei[cf]$/.test(file)

/** Sends a real file as a photo of a new pin and answers its state afterwards. */
async function sendFile(file: string): Promise<{ photo: TestPhoto; state: string | undefined }> {
  const photo = photoOf(readFileSync(`${folder}/${file}`))
  const id = await pinAs(database, town.phones.anna, { photos: [announcementOf(photo)] })
  expect(await send(photo)).toBe(204)
  return { photo, state: await stateOf(id) }
}

/** Largest difference between two pixels of a channel; 0 is a blank picture. */
async function contrast(picture: string | Buffer): Promise<number> {
  const { channels } = await sharp(picture).stats()
  return Math.max(...channels.map(({ max, min }) => max - min))
}

describe.skipIf(!corpus)('real photos of phones (../shared/data/photos)', () => {
  const readable = ['gps/', 'large/', 'orientation/landscape_6', 'heic-avif-webp/'].flatMap(named)

  it.each(readable.filter((entry) => !isHeic(entry)))(
    'G8, G11: $file is stored upright, within its size, without any metadata',
    async ({ file }) => {
      const { photo, state } = await sendFile(file)
      expect(state).toBe('stored')
      const source = await sharp(`${folder}/${file}`).metadata()
      const isTurned = (source.orientation ?? 1) > 4
      const [width, height] = isTurned
        ? [source.height, source.width]
        : [source.width, source.height]
      for (const [variant, side] of [
        ['large', 2048],
        ['thumbnail', 360],
      ] as const) {
        const bytes = await pictureOf(photo.photoId, variant)
        const meta = await sharp(bytes).metadata()
        expect(meta.format).toBe('jpeg')
        expect(Math.max(meta.width, meta.height)).toBeLessThanOrEqual(side)
        expect(meta.width / meta.height).toBeCloseTo(width / height, 1)
        const left = [meta.exif, meta.icc, meta.xmp, meta.iptc, meta.orientation, meta.comments]
        expect(left.filter((item) => item !== undefined)).toEqual([])
        expect(meta.space).toBe('srgb')
        expect(bytes.includes('GPS')).toBe(false)
        const [before, after] = [await contrast(`${folder}/${file}`), await contrast(bytes)]
        expect(after).toBeGreaterThanOrEqual(Math.floor(before / 2))
      }
    },
  )

  it.each(['landscape', 'portrait'])(
    'G8: all eight orientations of %s look alike',
    async (name) => {
      const thumbnails = []
      for (let orientation = 1; orientation <= 8; orientation += 1) {
        const { photo } = await sendFile(`orientation/${name}_${String(orientation)}.jpg`)
        const bytes = await pictureOf(photo.photoId, 'thumbnail')
        thumbnails.push(
          await sharp(bytes).resize(24, 24, { fit: 'fill' }).greyscale().raw().toBuffer(),
        )
      }
      const [upright] = thumbnails
      for (const other of thumbnails) {
        const distance = other.reduce(
          (sum, value, index) => sum + Math.abs(value - (upright?.[index] ?? 0)),
          0,
        )
        // The pictures carry their number as a large digit, hence some difference; a turned one differs by 40 and more.
        expect(distance / other.length).toBeLessThan(20)
      }
    },
  )

  it.each(entries.filter(isHeic))(
    '$file is rejected, so that the phone is told',
    async ({ file }) => {
      expect((await sendFile(file)).state).toBe('rejected')
    },
  )

  it('G8: broken and fuzzed files are stored or rejected, and nothing waits or breaks', async () => {
    const states: Record<string, string> = {}
    for (const { file } of named('bad-input/').filter((entry) => !isHeic(entry))) {
      states[basename(file)] = (await sendFile(file)).state ?? 'gone'
    }
    expect(new Set(Object.values(states))).toEqual(new Set(['stored', 'rejected']))
    expect(states['corrupted.jpg']).toBe('rejected')
    expect(states['28-hex_value.jpg']).toBe('stored')
    const left = readdirSync(
      testApp.dependencies.photoFiles.path('0'.repeat(32), 'part').replace(/\/[^/]+$/, ''),
    )
    expect(left.filter((name) => !name.endsWith('.jpg'))).toEqual([])
  })
})
