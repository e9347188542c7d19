import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Uuid } from '../../shared/identifiers.ts'
import type { PhotoVariant } from '../../shared/photo.ts'
import { buildTestApp, type TestApp } from '../support/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../support/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../support/people.ts'
import { photoStateFor, readPhoto, sendPhoto } from '../support/photo-requests.ts'
import { sharedData } from '../support/repository.ts'
import { pinAs } from '../support/sync-calls.ts'
import { announcementOf, photoOf, type TestPhoto } from '../support/upload-photo.ts'

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

async function pictureOf(photoId: Uuid, variant: PhotoVariant): Promise<Buffer> {
  const response = await readPhoto(testApp.app, town.phones.ole, { photoId, variant })
  expect(response.statusCode).toBe(200)
  return response.rawPayload
}

const stateOf = (id: Uuid) => photoStateFor(database, town.phones.anna, id)

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
