import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import sharp from 'sharp'
import type { PhotoVariant } from '../../../shared/observation/photo.ts'
import { buildTestApp, type TestApp } from './build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../fixtures/people.ts'
import { photoStateFor, readPhoto, sendPhoto } from '../requests/photo-requests.ts'
import { pinAs } from '../requests/sync-calls.ts'
import { announcementOf, photoOf, type TestPhoto } from '../requests/upload-photo.ts'

/** The real server with a walk, to send pictures to. */
export class PhotoStage {
  readonly #database: TestDatabase
  readonly #testApp: TestApp
  readonly #town: TestMunicipality

  private constructor(database: TestDatabase, testApp: TestApp, town: TestMunicipality) {
    this.#database = database
    this.#testApp = testApp
    this.#town = town
  }

  static async open(): Promise<PhotoStage> {
    const database = await openTestDatabase()
    const testApp = await buildTestApp({ store: database })
    return new PhotoStage(database, testApp, await seedMunicipality(database))
  }

  /** Sends a picture as the photo of a new pin, and returns its final state. */
  async send(bytes: Buffer): Promise<{ photo: TestPhoto; state: string | undefined }> {
    const { anna } = this.#town.phones
    const photo = photoOf(bytes)
    const id = await pinAs(this.#database, anna, { photos: [announcementOf(photo)] })
    const status = await sendPhoto(this.#testApp.app, anna, photo)
    if (status !== 204) throw new Error(`The photo was answered with ${String(status)}`)
    return { photo, state: await photoStateFor(this.#database, anna, id) }
  }

  async read({ photoId }: TestPhoto, variant: PhotoVariant): Promise<Buffer> {
    const { ole } = this.#town.phones
    const response = await readPhoto(this.#testApp.app, ole, { photoId, variant })
    if (response.statusCode !== 200) throw new Error(`${variant}: ${String(response.statusCode)}`)
    return response.rawPayload
  }

  /** Files in the photo folder that are no finished picture. */
  leftovers(): string[] {
    const some = this.#testApp.dependencies.photoFiles.path('0'.repeat(32), 'part')
    return readdirSync(dirname(some)).filter((name) => !name.endsWith('.jpg'))
  }

  async close(): Promise<void> {
    await this.#testApp.close()
    await this.#database.drop()
  }
}

const sides = [
  ['large', 2048],
  ['thumbnail', 360],
] as const

/** Returns what is wrong with the stored copies of a picture: turned, too large, blank, or with something beside the pixels. */
export async function faultsOfStored(stage: PhotoStage, source: Buffer): Promise<string[]> {
  const { photo, state } = await stage.send(source)
  if (state !== 'stored') return [`is ${state ?? 'gone'}`]
  const faults: string[] = []
  for (const [variant, side] of sides) {
    const bytes = await stage.read(photo, variant)
    const { format, width, height, space, ...meta } = await sharp(bytes).metadata()
    const { exif, icc, xmp, iptc, orientation, comments } = meta
    const isBare = [exif, icc, xmp, iptc, orientation, comments].every((part) => !part)
    const isFlat = (await contrast(bytes)) < Math.floor((await contrast(source)) / 2)
    const isTurned = Math.abs(width / height - (await uprightShape(source))) > 0.05
    if (format !== 'jpeg' || space !== 'srgb') faults.push(`${variant}: ${format} ${space}`)
    if (Math.max(width, height) > side)
      faults.push(`${variant}: ${String(width)}x${String(height)}`)
    if (!isBare || bytes.includes('GPS')) faults.push(`${variant}: more than pixels`)
    if (isFlat) faults.push(`${variant}: blank`)
    if (isTurned) faults.push(`${variant}: turned`)
  }
  return faults
}

/** Width by height as a person sees it who holds it upright. */
async function uprightShape(source: Buffer): Promise<number> {
  const { width, height, orientation = 1 } = await sharp(source).metadata()
  return orientation > 4 ? height / width : width / height
}

/** Largest difference between two pixels of a channel; 0 is a blank picture. */
async function contrast(picture: Buffer): Promise<number> {
  const { channels } = await sharp(picture).stats()
  return Math.max(...channels.map(({ max, min }) => max - min))
}

/** How much each thumbnail differs from the first, 0 to 255; those of one scene hardly do. */
export async function distances(stage: PhotoStage, sources: readonly Buffer[]): Promise<number[]> {
  const looks: Buffer[] = []
  for (const source of sources) {
    const { photo } = await stage.send(source)
    const small = sharp(await stage.read(photo, 'thumbnail')).resize(24, 24, { fit: 'fill' })
    looks.push(await small.greyscale().raw().toBuffer())
  }
  const [first] = looks
  return looks.map((look) => {
    const sum = look.reduce((all, value, index) => all + Math.abs(value - (first?.[index] ?? 0)), 0)
    return sum / look.length
  })
}
