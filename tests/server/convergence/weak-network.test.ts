import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findPhoto } from '../../../server/store/photos/photo-store.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { pinAs } from '../../support/requests/sync-calls.ts'
import { announcementOf, photoOf, TestUploads } from '../../support/requests/upload-photo.ts'
import { runOnWeakNetwork } from '../../support/faults/weak-network-run.ts'

const held = storeWithApp()
let town: TestMunicipality
let picture: Buffer

beforeAll(async () => {
  const create = { width: 16, height: 16, channels: 3, background: '#a33' } as const
  picture = await sharp({ create }).jpeg().toBuffer()
})
beforeEach(async () => {
  town = await seedMunicipality(held.store)
})

const run = (minutes: number, seed: number) =>
  runOnWeakNetwork({
    ...{ app: held.testApp.app, store: held.store, town, picture, seed, minutes },
    ...{ pins: 6, photosPerPin: 3, photoBytes: 120_000 },
  })

describe('F3: slow 2G where 30 % of the exchanges die', () => {
  it('in 10 minutes all text is delivered and photos make monotonic progress; under a twentieth is sent again', async () => {
    let sent = 0
    let received = 0
    // Three evenings, each with luck of its own; a sixth of what the line could carry is reached in each.
    for (const seed of [1, 2, 3]) {
      town = await seedMunicipality(held.store)
      const { textsDelivered, progress, photoBytesSent, deaths, exchanges } = await run(10, seed)
      expect(deaths / exchanges).toBeGreaterThan(0.2)
      expect(textsDelivered).toBe(6)
      expect(progress).toEqual(progress.toSorted((a, b) => a - b))
      expect(progress.at(-1)).toBeGreaterThan(400_000)
      sent += photoBytesSent
      received += progress.at(-1) ?? 0
    }
    expect((sent - received) / sent).toBeLessThan(0.05)
  })

  it('everything arrives in the end, each byte of each photo', async () => {
    const { progress, sentAgain } = await run(60, 4)
    expect(progress.at(-1)).toBe(6 * 3 * 120_000)
    expect(sentAgain).toBeLessThan(0.05)
  })
})

it('G1: bytes of a chunk that arrived before its connection was lost are not requested again', async () => {
  const { app, dependencies } = held.testApp
  await app.listen({ port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${String((app.server.address() as AddressInfo).port)}`
  const photo = photoOf(Buffer.concat([picture, Buffer.alloc(60_000, 7)]))
  await pinAs(held.store, town.phones.anna, { photos: [announcementOf(photo)] })
  const key = { municipalityId: town.id, photoId: photo.photoId }
  const { fileName = '' } = (await findPhoto(held.store.db, key)) ?? {}
  const uploads = new TestUploads(origin, town.phones.anna)
  const isHere = async () => ((await dependencies.photoFiles.size(fileName, 'part')) ?? 0) >= 40_000
  await uploads.patchUntil(photo, { offset: 0, bytes: photo.bytes }, { cut: 40_000, isHere })
  let offset = 0
  while (offset === 0) offset = (await uploads.head(photo.photoId)).offset ?? 0
  expect(offset).toBe(40_000)
  const rest = { offset, bytes: photo.bytes.subarray(offset) }
  expect(await uploads.patch(photo, rest)).toMatchObject({ status: 204, offset: photo.size })
  await app.jobs.settled()
  expect((await findPhoto(held.store.db, key))?.state).toBe('stored')
})
