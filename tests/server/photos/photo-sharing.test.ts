import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { beforeAll, expect, it } from 'vitest'
import { buildApp } from '../../../server/app.ts'
import { cleanPhotosJob } from '../../../server/jobs/clean-photos-job.ts'
import { withPhotoClaim } from '../../../server/store/photos/photo-claims.ts'
import { findPhoto } from '../../../server/store/photos/photo-store.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { pinAs } from '../../support/requests/sync-calls.ts'
import {
  announcementOf,
  photoOf,
  TestUploads,
  type TestPhoto,
} from '../../support/requests/upload-photo.ts'

/** What two processes of the app do to one folder of photos. */
const held = storeWithApp()
let town: TestMunicipality
let uploads: TestUploads
let picture: Uint8Array

beforeAll(async () => {
  town = await seedMunicipality(held.store)
  await held.testApp.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = held.testApp.app.server.address() as AddressInfo
  uploads = new TestUploads(`http://127.0.0.1:${String(port)}`, town.phones.anna)
  const create = { width: 60, height: 40, channels: 3 as const, background: '#246' }
  picture = await sharp({ create }).jpeg().toBuffer()
})

async function announced(): Promise<TestPhoto> {
  const photo = photoOf(Buffer.concat([picture, Buffer.from(crypto.randomUUID())]))
  await pinAs(held.store, town.phones.anna, { photos: [announcementOf(photo)] })
  return photo
}

const row = ({ photoId }: TestPhoto) =>
  findPhoto(held.store.db, { municipalityId: town.id, photoId })

it('G4: a photo that one process is cleaning is left alone by the other, and taken up when that one is gone', async () => {
  const photo = await announced()
  const key = { municipalityId: town.id, photoId: photo.photoId }
  let finish = () => {}
  const finished = new Promise<void>((resolve) => (finish = resolve))
  let isTaken = () => {}
  const taken = new Promise<void>((resolve) => (isTaken = resolve))
  const claim = withPhotoClaim(held.store, key, () => {
    isTaken()
    return finished
  })
  await taken
  await uploads.sendAll(photo)
  const { jobs } = held.testApp.app
  await jobs.settled()
  expect((await row(photo))?.state).toBe('receiving')
  expect(await withPhotoClaim(held.store, key, () => Promise.reject(new Error('no')))).toBe(false)
  finish()
  expect(await claim).toBe(true)
  jobs.ask(cleanPhotosJob)
  await jobs.settled()
  expect((await row(photo))?.state).toBe('stored')
})

it('G4: two processes that look for work at the same time clean each photo once and ask for none again', async () => {
  const photos = await Promise.all(Array.from({ length: 8 }, announced))
  for (const photo of photos) await uploads.sendAll(photo)
  const apps = [
    await buildApp(held.testApp.dependencies),
    await buildApp(held.testApp.dependencies),
  ]
  await Promise.all(apps.map((app) => app.ready()))
  apps.forEach((app) => app.jobs.ask(cleanPhotosJob))
  await Promise.all(apps.map((app) => app.jobs.settled()))
  for (const photo of photos) expect((await row(photo))?.state).toBe('stored')
  const events = await held.store.db
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'photo-stored')
    .execute()
  const stored = events.map(({ data }) => (data as { photoId: string }).photoId)
  for (const { photoId } of photos) expect(stored.filter((id) => id === photoId)).toEqual([photoId])
  await Promise.all(apps.map((app) => app.close()))
})

it('G9: a piece that arrives late at another process takes back nothing of what was acknowledged since', async () => {
  const photo = await announced()
  const { photoFiles } = held.testApp.dependencies
  const piece = (from: number, to: number) => photo.bytes.subarray(from, to)
  await uploads.patch(photo, { offset: 0, bytes: piece(0, 100) })
  await uploads.patch(photo, { offset: 100, bytes: piece(100, 300) })
  const late = (async function* () {
    yield piece(0, 100)
  })()
  const { fileName = '' } = (await row(photo)) ?? {}
  await photoFiles.writePart(fileName, 0, late)
  const onDisk = await readFile(photoFiles.path(fileName, 'part'))
  expect(onDisk.equals(piece(0, 300))).toBe(true)
  expect(await uploads.head(photo.photoId)).toMatchObject({ offset: 300 })
})
