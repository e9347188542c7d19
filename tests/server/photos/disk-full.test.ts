import { readdir, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { cleanPhotosJob } from '../../../server/jobs/clean-photos-job.ts'
import { findPhoto } from '../../../server/store/photos/photo-store.ts'
import type { TestClient } from '../../support/phones/build-client.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { connectPhone, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import { faultyDisk } from '../../support/faults/faulty-disk.ts'
import { makeCreate, makeEnvelope, somePosition } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { pinAs } from '../../support/requests/sync-calls.ts'
import { announcementOf, photoOf, TestUploads } from '../../support/requests/upload-photo.ts'

vi.mock('node:fs/promises', async (importActual) => {
  const actual = await importActual<typeof import('node:fs/promises')>()
  const { faultyDisk: disk, openOn } = await import('../../support/faults/faulty-disk.ts')
  return { ...actual, open: openOn(disk, actual.open) }
})

let store: TestDatabase
let test: TestApp
let town: TestMunicipality
let picture: Uint8Array

beforeAll(async () => {
  store = await openTestDatabase()
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  const create = { width: 700, height: 600, channels: 3 as const, background: '#000', noise }
  picture = await sharp({ create }).jpeg({ quality: 95 }).toBuffer()
})
beforeEach(async () => {
  town = await seedMunicipality(store)
  test = await buildTestApp({ store })
})
afterEach(async () => {
  faultyDisk.room = Infinity
  faultyDisk.beforeSync = async () => undefined
  await test.close()
  await store.truncate()
})
afterAll(() => store.drop())

/** A walker's phone with one pin that has a photo, nothing of it sent yet. */
async function phoneWithPhoto(): Promise<{ phone: TestClient; photoId: string }> {
  const phone = connectPhone({ app: test.app })
  await joinAs(phone, town.codes.walker)
  const draft = {
    ...phone.capture.newDraft(town.walk.id),
    category: 'lys.slukket',
    position: somePosition,
    text: 'Lampen er slukket',
  }
  const bytes = Uint8Array.from(picture).buffer
  const prepared = {
    bytes,
    mime: 'image/jpeg' as const,
    width: 700,
    height: 600,
    wasResized: false,
  }
  const photoId = await phone.capture.addPhoto(draft, prepared)
  const saved = await phone.capture.save({ ...draft, photoIds: [photoId] })
  if (!saved.ok) throw new Error(saved.problem.code)
  return { phone, photoId }
}

const photo = (photoId: string) => findPhoto(store.db, { municipalityId: town.id, photoId })

/** Runs cycles until the phone has nothing left to do for now. */
async function cycle(phone: TestClient): Promise<string> {
  let result = await phone.runner.runOnce()
  while (result.kind === 'more') result = await phone.runner.runOnce()
  return result.kind
}

/** What the phone sends next, to see the answer itself. */
const sendRest = ({ disk }: TestClient, photoId: string, offset: number) =>
  test.app.inject({
    method: 'PATCH',
    url: `/api/photos/${photoId}`,
    headers: {
      ...sameOrigin,
      cookie: [...disk.cookies].map((pair) => pair.join('=')).join('; '),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    },
    payload: Buffer.from(picture.subarray(offset)),
  })

const texts = async () =>
  (await store.db.selectFrom('observations').select('search_text').execute()).map(
    ({ search_text }) => search_text,
  )

describe('G13: a full disk of the server', () => {
  it('G13: leaves the photo receiving; the phone keeps its bytes, sends text on, and later the rest', async () => {
    const { phone, photoId } = await phoneWithPhoto()
    // The first piece of 256 KB fits, a part of the second too.
    faultyDisk.room = 300 * 1024
    expect(picture.length).toBeGreaterThan(faultyDisk.room)
    expect(await cycle(phone)).toBe('failed')
    expect(phone.sync.state().connection).toBe('server-away')
    const held = { state: 'receiving', receivedBytes: 256 * 1024 }
    expect(await photo(photoId)).toMatchObject(held)
    const answer = await sendRest(phone, photoId, held.receivedBytes)
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ type: 'store-away' })
    expect(answer.headers['retry-after']).toBe('5')
    expect(await photo(photoId)).toMatchObject(held)

    await pinOn(phone, town.walk.id, { text: 'mens disken er fuld' })
    expect(await cycle(phone)).toBe('failed')
    expect((await texts()).some((text) => text.includes('mens disken er fuld'))).toBe(true)
    expect(phone.sync.state().waiting).toBe(1)

    faultyDisk.room = Infinity
    expect(await cycle(phone)).toBe('done')
    await test.app.jobs.settled()
    expect((await photo(photoId))?.state).toBe('stored')
    expect(phone.sync.state().waiting).toBe(0)
  })

  it('G13: leaves a complete photo waiting that it has no room to clean, and half a file is never shown', async () => {
    const { phone, photoId } = await phoneWithPhoto()
    faultyDisk.room = picture.length + 1_000
    expect(await cycle(phone)).toBe('done')
    await test.app.jobs.settled()
    expect((await photo(photoId))?.state).toBe('received')
    const headers = { cookie: town.phones.anna.cookie }
    const read = () => test.app.inject({ url: `/api/photos/${photoId}/large`, headers })
    expect((await read()).statusCode).toBe(404)

    faultyDisk.room = Infinity
    test.app.jobs.ask(cleanPhotosJob)
    await test.app.jobs.settled()
    expect((await photo(photoId))?.state).toBe('stored')
    const { width, height } = await sharp((await read()).rawPayload).metadata()
    expect([width, height]).toEqual([700, 600])
    const folder = dirname(test.dependencies.photoFiles.path('0'.repeat(32), 'part'))
    const endings = (await readdir(folder)).map((name) => name.slice(33)).sort()
    expect(endings).toEqual(['large.jpg', 'thumbnail.jpg'])
  })

  it('G13: of the database, 53100, makes a push 503 with nothing recorded, and the same push applies later', async () => {
    const { anna } = town.phones
    const mutations = [1, 2, 3].map(() =>
      makeEnvelope({ name: 'observation.create@1', args: makeCreate() }),
    )
    const push = () =>
      test.app.inject({
        method: 'POST',
        url: '/api/sync/push',
        headers: { ...sameOrigin, cookie: anna.cookie },
        payload: {
          ...{ protocol: 1, epoch: null, clientId: anna.clientId, space: anna.walkId },
          mutations,
        },
      })
    const before = await rowCounts()
    // The history is written last: everything else of the push has been by then.
    await sql`create function no_room() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`.execute(
      store.db,
    )
    await sql`create trigger no_room before insert on events for each row execute function no_room()`.execute(
      store.db,
    )
    const refused = await push()
    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({ type: 'store-away' })
    expect(refused.headers['retry-after']).toBe('5')
    expect(await rowCounts()).toEqual(before)

    await sql`drop function no_room cascade`.execute(store.db)
    expect((await push()).json<{ results: { status: string }[] }>().results).toHaveLength(3)
    expect(await rowCounts()).toMatchObject({
      observations: '3',
      applied_mutations: '3',
      events: '3',
    })
  })
})

async function rowCounts(): Promise<Record<string, string>> {
  const { rows } = await sql<Record<string, string>>`
    select (select count(*) from applied_mutations) as applied_mutations,
      (select count(*) from parked_mutations) as parked_mutations,
      (select count(*) from observations) as observations,
      (select count(*) from events) as events,
      (select count(*) from sync_rows) as sync_rows,
      (select sum(head) from spaces) as heads`.execute(store.db)
  return rows[0] ?? {}
}

describe('the acknowledgement of photo bytes', () => {
  it('G9: waits until they are on disk: the reported offset equals the synced bytes', async () => {
    await test.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = test.app.server.address() as AddressInfo
    const uploads = new TestUploads(`http://127.0.0.1:${String(port)}`, town.phones.anna)
    const sent = photoOf(picture)
    await pinAs(store, town.phones.anna, { photos: [announcementOf(sent)] })
    let isSynced = false
    let release = () => {}
    const asked = new Promise<string>((told) => {
      faultyDisk.beforeSync = (path) => {
        told(path)
        return new Promise((resolve) => {
          release = () => {
            isSynced = true
            resolve()
          }
        })
      }
    })
    const answer = uploads
      .patch(sent, { offset: 0, bytes: sent.bytes.subarray(0, 5_000) })
      .then((result) => ({ ...result, isSynced }))
    const path = await asked
    expect((await stat(path)).size).toBe(5_000)
    expect(await uploads.head(sent.photoId)).toMatchObject({ offset: 0 })
    release()
    expect(await answer).toMatchObject({ status: 204, offset: 5_000, isSynced: true })
    expect(await uploads.head(sent.photoId)).toMatchObject({ offset: 5_000 })
  })
})
