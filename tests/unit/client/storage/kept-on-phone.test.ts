import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import {
  makeDraft,
  makePreparedPhoto,
  savePin,
  savePinWithPhotos,
} from '../../../support/phones/make-draft.ts'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import { photoServer } from '../../../support/phones/photo-script.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../../support/phones/scripted-api.ts'

describe('what a phone keeps', () => {
  test('O3: the export holds every item of this phone and its photos, also without a network', async () => {
    const client = await joinedClient(new ScriptedApi())
    const { pinId, photoIds } = await savePinWithPhotos(client, [600_000])
    await client.capture.comment(pinId, 'med æøå')
    const blob = await client.capture.exportZip(() => '')
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
    const index = JSON.parse(new TextDecoder().decode(files['lygte.json'])) as {
      entries: { name: string; args: { text: string } }[]
      photos: { photoId: string; file: string; sha256: string }[]
    }
    expect(index.entries.map(({ name }) => name)).toEqual([
      'observation.create',
      'observation.comment',
    ])
    expect(index.entries[1]?.args.text).toBe('med æøå')
    const [photo] = index.photos
    expect(photo?.photoId).toBe(photoIds[0])
    const inZip = files[photo?.file ?? ''] ?? new Uint8Array()
    expect(Buffer.compare(inZip, new Uint8Array(makePreparedPhoto(600_000, 1).bytes))).toBe(0)
  })

  test('K2: when the phone is full, tiles are deleted first, then photos that the server has confirmed, then the reserve, nothing else', async () => {
    const api = new ScriptedApi()
    photoServer(api)
    let hasTiles = true
    const dropTiles = async () => {
      const had = hasTiles
      hasTiles = false
      return had
    }
    const client = await joinedClient(api, { dropTiles })
    const sent = await savePinWithPhotos(client, [20])
    await client.runner.runOnce()
    const observation = api.observations.get(sent.pinId)
    if (!observation) throw new Error('not on the server')
    const clientId = observation.authorClientId ?? ''
    const stored = {
      ...observation,
      photos: observation.photos.map((photo) => ({ ...photo, state: 'stored' as const })),
    }
    api.observations.set(sent.pinId, stored)
    api.feed.put(stored, { kind: 'device', clientId, role: 'walker' })
    await client.runner.runOnce()
    api.onPush = () => noNetwork()
    const waiting = await savePinWithPhotos(client, [30])
    await client.storage.keepBallast()

    const released = []
    for (let index = 0; index < 4; index += 1) released.push(await client.storage.releaseSpace())
    expect(released).toEqual(['tiles', 'sent-photos', 'ballast', 'nothing'])
    expect(await client.capture.photoBytes(sent.photoIds[0] ?? '')).toBeUndefined()
    expect((await client.capture.photoBytes(waiting.photoIds[0] ?? ''))?.length).toBe(30)
    // G7: what went is still shown, as the server's copy.
    expect((await pin(client, sent.pinId)).photos).toMatchObject([
      { state: 'stored', isOnPhone: false },
    ])
  })

  test('K1: a full phone gives up its reserve for text and not for a photo', async () => {
    const client = await joinedClient(new ScriptedApi())
    const draft = makeDraft(client)
    await client.storage.keepBallast()
    client.life.isFullFor = (stores) => !stores.includes('ballast') && ballastIsThere
    let ballastIsThere = true
    client.life.onWrite = (stores) => {
      if (stores.includes('ballast')) ballastIsThere = false
    }
    await expect(client.capture.addPhoto(draft, makePreparedPhoto())).rejects.toMatchObject({
      name: 'PhoneFullError',
    })
    expect(ballastIsThere).toBe(true)
    expect((await client.capture.save(draft)).ok).toBe(true)
    expect(ballastIsThere).toBe(false)
  })

  test('acknowledged work leaves after 30 days of the server clock, and never by the phone clock', async () => {
    const api = new ScriptedApi()
    photoServer(api)
    const client = await joinedClient(api)
    await savePin(client)
    await client.runner.runOnce()
    const day = 24 * 60 * 60 * 1000
    const count = () =>
      client.context.outbox.read(['mutation'], (tx) => tx.objectStore('mutation').count())
    client.clock.jump(365 * day)
    await client.clock.advance(2 * 60 * 60 * 1000)
    await client.runner.runOnce()
    expect(await count()).toBe(1)
    api.serverNow = Date.parse('2026-12-05T00:00:00.000Z')
    await client.clock.advance(2 * 60 * 60 * 1000)
    await client.runner.runOnce()
    expect(await count()).toBe(0)
    expect((await client.pins.list(someWalkId)).length).toBe(1)
  })
})
