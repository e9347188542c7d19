import { forceCloseDatabase } from 'fake-indexeddb'
import { describe, expect, test } from 'vitest'
import { buildClient, type TestClient } from '../../../support/phones/build-client.ts'
import {
  makeDraft,
  makePreparedPhoto,
  savePin,
  savePinWithPhotos,
} from '../../../support/phones/make-draft.ts'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import { PageDiedError, PhoneDisk } from '../../../support/phones/phone-disk.ts'
import { dumpDatabase } from '../../../support/phones/dump-database.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../../support/phones/scripted-api.ts'
import { VirtualClock } from '../../../support/phones/virtual-clock.ts'

const nextLife = (disk: PhoneDisk) => buildClient({ fetch: async () => noNetwork(), disk })

const deliveries = async (client: TestClient) =>
  (await client.pins.list(someWalkId)).map(({ delivery }) => delivery)

describe('durable capture', () => {
  test('A1: what save has promised is there after the page is killed, photo bytes included', async () => {
    const disk = new PhoneDisk()
    const first = await joinedClient(new ScriptedApi(), { disk })
    const { pinId, photoIds } = await savePinWithPhotos(first, [700_000, 10])
    first.life.kill()
    const second = nextLife(disk)
    const pin = await second.pins.get(pinId)
    expect(pin?.observation.text).toBe('Lampen er slukket')
    expect(pin?.photos.map(({ size }) => size)).toEqual([700_000, 10])
    const bytes = await second.capture.photoBytes(photoIds[0] ?? '')
    expect(
      Buffer.compare(
        bytes ?? new Uint8Array(),
        new Uint8Array(makePreparedPhoto(700_000, 1).bytes),
      ),
    ).toBe(0)
  })

  test.each([
    ...[1, 2, 3].map((commit) => ({ commit, when: 'before' as const })),
    ...[1, 2, 3].map((commit) => ({ commit, when: 'after' as const })),
  ])(
    'A2: a page that dies $when commit $commit leaves the whole pin or the draft, never half',
    async (plan) => {
      const disk = new PhoneDisk()
      const client = await joinedClient(new ScriptedApi(), { disk })
      const draft = makeDraft(client)
      client.life.crashAt(plan)
      const dying = client.life.run(async () => {
        await client.capture.saveDraft(draft)
        const photoId = await client.capture.addPhoto(draft, makePreparedPhoto(600_000))
        await client.capture.save({ ...draft, photoIds: [photoId] })
      })
      await expect(dying).rejects.toBeInstanceOf(PageDiedError)
      const after = nextLife(disk)
      const pins = await after.pins.list(someWalkId)
      const kept = (await after.capture.drafts())[0]
      const commits = plan.when === 'after' ? plan.commit : plan.commit - 1
      expect(pins.length).toBe(commits >= 3 ? 1 : 0)
      expect(kept?.text).toBe(commits === 0 || commits >= 3 ? undefined : draft.text)
      const photoIds = [
        ...(kept?.photoIds ?? []),
        ...pins.flatMap((pin) => pin.photos.map((photo) => photo.photoId)),
      ]
      expect(photoIds.length).toBe(commits >= 2 ? 1 : 0)
      for (const photoId of photoIds) {
        expect((await after.capture.photoBytes(photoId))?.length).toBe(600_000)
      }
    },
  )

  test('A3: after the camera has killed the page, draft, pin and earlier photos are back', async () => {
    const disk = new PhoneDisk()
    const client = await joinedClient(new ScriptedApi(), { disk })
    const draft = makeDraft(client)
    const photoId = await client.capture.addPhoto(draft, makePreparedPhoto())
    await client.capture.saveDraft({
      ...draft,
      text: 'mens kameraet er åbent',
      photoIds: [photoId],
    })
    client.life.kill()
    const back = (await nextLife(disk).capture.drafts())[0]
    expect(back).toMatchObject({
      text: 'mens kameraet er åbent',
      position: draft.position,
      photoIds: [photoId],
    })
  })

  test('A5: after the browser has closed the database by force, the next save succeeds', async () => {
    const disk = new PhoneDisk()
    const client = await joinedClient(new ScriptedApi(), { disk })
    await savePin(client)
    client.life.databases.forEach((database) => forceCloseDatabase(database as never))
    await savePin(client)
    expect(await deliveries(client)).toEqual(['on-phone', 'on-phone'])
  })

  test('A6: a database that does not open says so within three seconds and is tried again later', async () => {
    const disk = new PhoneDisk()
    const clock = new VirtualClock()
    const client = nextLife(disk)
    const stuck = buildClient({ fetch: async () => noNetwork(), disk, clock })
    stuck.life.opensNothing = true
    const saving = stuck.capture.saveDraft(makeDraft(client)).catch((error: unknown) => error)
    await clock.advance(2_999)
    await clock.advance(1)
    expect(await saving).toMatchObject({ name: 'PhoneStorageError', trouble: 'stuck' })
    stuck.life.opensNothing = false
    await stuck.capture.saveDraft(makeDraft(client))
    expect(await stuck.capture.drafts()).toHaveLength(1)
  })

  test('A7: when the phone is full nothing claims to be saved, and the draft still holds the input', async () => {
    const disk = new PhoneDisk()
    const client = await joinedClient(new ScriptedApi(), { disk })
    const draft = makeDraft(client)
    await client.capture.saveDraft(draft)
    client.life.isFull = true
    await expect(client.capture.save(draft)).rejects.toMatchObject({ name: 'PhoneFullError' })
    client.life.isFull = false
    expect(await client.pins.list(someWalkId)).toEqual([])
    expect(await client.capture.drafts()).toEqual([draft])
    expect(disk.marker.getItem('lygte-outbox')).toContain('"highestSeq":0')
  })

  test('A8: an outbox that has vanished is reported, and numbering goes on after the lost ones', async () => {
    const disk = new PhoneDisk()
    const api = new ScriptedApi()
    const client = await joinedClient(api, { disk })
    await savePin(client)
    await savePin(client)
    client.life.kill()
    await new Promise((resolve) => {
      disk.indexedDB.deleteDatabase('lygte-outbox').addEventListener('success', resolve)
    })
    const after = await joinedClient(api, { disk })
    expect(await after.storage.lossDetected()).toMatchObject({ savedBefore: 2 })
    await savePin(after)
    await after.runner.runOnce()
    expect(api.pushes[0]?.mutations.map(({ clientSeq }) => clientSeq)).toEqual([3])
    await after.storage.acknowledgeLoss()
    expect(await after.storage.lossDetected()).toBeUndefined()
  })

  test('A8: a first start and an erased phone report no loss', async () => {
    const disk = new PhoneDisk()
    const client = await joinedClient(new ScriptedApi(), { disk })
    expect(await client.storage.lossDetected()).toBeUndefined()
    await savePin(client)
    expect(await client.storage.eraseAll()).toBe('unsent')
    expect(await client.storage.eraseAll({ evenUnsent: true })).toBe('erased')
    expect(await nextLife(disk).storage.lossDetected()).toBeUndefined()
  })

  test('H5: leaving this phone with unsent items deletes nothing until the person has chosen so', async () => {
    const disk = new PhoneDisk()
    const client = await joinedClient(new ScriptedApi(), { disk })
    const pinId = await savePin(client)
    const before = await dumpDatabase(disk.indexedDB, 'lygte-outbox')
    expect(await client.storage.eraseAll()).toBe('unsent')
    expect(await dumpDatabase(disk.indexedDB, 'lygte-outbox')).toEqual(before)
    await client.runner.runOnce()
    expect((await client.pins.get(pinId))?.delivery).toBe('received')
    // A draft is typed work too.
    await client.capture.saveDraft(makeDraft(client))
    expect(await client.storage.eraseAll()).toBe('unsent')
  })

  test('A10: deleting the cache, or failing to open it, leaves the outbox as it was to the byte', async () => {
    const disk = new PhoneDisk()
    const client = await joinedClient(new ScriptedApi(), { disk })
    await savePinWithPhotos(client, [100])
    await client.runner.runOnce()
    await savePin(client)
    const before = await dumpDatabase(disk.indexedDB, 'lygte-outbox')
    client.life.kill()
    await new Promise((resolve) => {
      disk.indexedDB.deleteDatabase('lygte-cache').addEventListener('success', resolve)
    })
    // A later app's cache, which this one cannot open.
    await new Promise((resolve) => {
      const request = disk.indexedDB.open('lygte-cache', 99)
      request.addEventListener('success', () => resolve(request.result.close()))
    })
    const after = nextLife(disk)
    expect((await after.pins.list(someWalkId)).length).toBe(2)
    expect(await dumpDatabase(disk.indexedDB, 'lygte-outbox')).toEqual(before)
  })

  test('a second save of the same draft adds nothing', async () => {
    const client = await joinedClient(new ScriptedApi())
    const draft = makeDraft(client)
    await Promise.all([client.capture.save(draft), client.capture.save(draft)])
    expect((await client.pins.list(someWalkId)).length).toBe(1)
  })

  test('a private window that loses what is written is told from a good one', async () => {
    const client = await joinedClient(new ScriptedApi())
    expect(await client.storage.selfTest()).toBe('ok')
    client.life.isFull = true
    expect(await client.storage.selfTest()).toBe('full')
  })
})
