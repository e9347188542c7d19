import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Pin } from '../../../client/local/pin.ts'
import type { TestClient } from '../../support/build-client.ts'
import {
  makeDraft,
  makePreparedPhoto,
  savePin,
  savePinWithPhotos,
} from '../../support/make-draft.ts'
import { somePosition, someWalkId } from '../../support/make-observation.ts'
import { photoServer } from '../../support/photo-script.ts'
import { joinedClient, noNetwork, ScriptedApi, type PushBody } from '../../support/scripted-api.ts'

async function pin(client: TestClient, id: string): Promise<Pin> {
  const found = await client.pins.get(id)
  if (!found) throw new Error(`no pin ${id}`)
  return found
}

const names = ({ pushes }: ScriptedApi) =>
  pushes.flatMap(({ mutations }) => mutations.map(({ name }) => name))

/** Refuses creates outside 9.5 to 10 degrees, as a server with narrower bounds would. */
const strict = (api: ScriptedApi) => (body: PushBody) =>
  api.applied(body, (result, index) => {
    const args = body.mutations[index]?.args as { position?: { longitude: number } }
    const isOutside = args.position !== undefined && args.position.longitude > 10
    return isOutside ? { id: result.id, status: 'refused', code: 'outside-area' } : result
  })

const outside = { ...somePosition, longitude: 10.5 }

describe('changing what was captured', () => {
  test('before the first attempt an edit rewrites the create, photos included', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client, { text: 'først', severity: null })
    await client.capture.edit(id, { text: 'så', severity: 3, feeling: 2 })
    await client.capture.addPhotoTo(id, makePreparedPhoto())
    await client.runner.runOnce()
    expect(names(api)).toEqual(['observation.create'])
    expect(api.pushes[0]?.mutations[0]?.args).toMatchObject({ text: 'så', severity: 3, feeling: 2 })
    expect((await pin(client, id)).photos.length).toBe(1)
  })

  test('from the first attempt the create is frozen, and an edit follows it with what it was based on', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client, { text: 'først' })
    const { onPush } = api
    api.onPush = () => noNetwork()
    await client.runner.runOnce()
    await client.capture.edit(id, { text: 'så' })
    api.onPush = onPush
    await client.runner.runOnce()
    const [create, again, edit] = api.pushes.flatMap(({ mutations }) => mutations)
    expect(again).toEqual(create)
    expect(edit).toMatchObject({
      name: 'observation.edit',
      args: { changes: { text: { base: 'først', value: 'så' } } },
    })
  })

  test('an edit that changes nothing sends nothing', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client, { text: 'samme' })
    await client.runner.runOnce()
    expect(await client.capture.edit(id, { text: 'samme' })).toEqual({ ok: true, value: undefined })
    await client.runner.runOnce()
    expect(names(api)).toEqual(['observation.create'])
  })

  test('undo of what was never sent leaves no trace; of what was tried once it withdraws', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { pinId } = await savePinWithPhotos(client, [50])
    expect((await pin(client, pinId)).isNeverSent).toBe(true)
    await client.capture.undo(pinId)
    expect(await client.pins.list(someWalkId)).toEqual([])
    await client.runner.recount()
    expect(client.runner.state.waiting).toBe(0)

    const second = await savePin(client)
    const { onPush } = api
    api.onPush = () => noNetwork()
    await client.runner.runOnce()
    await client.capture.undo(second)
    api.onPush = onPush
    await client.runner.runOnce()
    expect(names(api).slice(-2)).toEqual(['observation.create', 'observation.withdraw'])
    expect(await client.pins.list(someWalkId)).toEqual([])
  })

  test('mistakes are told at once, nothing is written, and the draft stays', async () => {
    const client = await joinedClient(new ScriptedApi())
    const draft = makeDraft(client)
    await client.capture.saveDraft(draft)
    const attempts = [
      [{ category: null }, 'unknown-category'],
      [{ position: null }, 'invalid-arguments'],
      [{ position: { ...somePosition, longitude: 57, latitude: 9.9 } }, 'outside-area'],
      [{ text: 'x'.repeat(4_001) }, 'text-too-long'],
    ] as const
    for (const [change, code] of attempts) {
      const outcome = await client.capture.save({ ...draft, ...change })
      expect(outcome).toMatchObject({ ok: false, problem: { code } })
    }
    expect(await client.pins.list(someWalkId)).toEqual([])
    expect(await client.capture.loadDraft()).toEqual(draft)
  })

  test('others pins may be commented and not edited by a walker', async () => {
    const api = new ScriptedApi()
    const stranger = await joinedClient(api, {})
    const id = await savePin(stranger)
    await stranger.runner.runOnce()
    const reader = { kind: 'device', clientId: 'somebody else', role: 'walker' } as const
    const observation = api.observations.get(id)
    if (observation) api.feed.put(observation, reader)
    const client = await joinedClient(api)
    await client.runner.runOnce()
    expect((await pin(client, id)).delivery).toBe('from-others')
    expect(await client.capture.edit(id, { text: 'min' })).toMatchObject({
      ok: false,
      problem: { code: 'not-yours' },
    })
    expect((await client.capture.comment(id, 'set')).ok).toBe(true)
  })

  test('E4: a mended pin takes the refused one place, with its comments and the photos that were kept', async () => {
    const api = new ScriptedApi()
    const photos = photoServer(api)
    api.onPush = strict(api)
    const client = await joinedClient(api, {})
    await widen(client)
    let draft = makeDraft(client, { position: outside })
    for (const size of [30, 40]) {
      const photoId = await client.capture.addPhoto(draft, makePreparedPhoto(size))
      draft = { ...draft, photoIds: [...draft.photoIds, photoId] }
    }
    expect((await client.capture.save(draft)).ok).toBe(true)
    const id = draft.observationId
    await client.capture.comment(id, 'bagefter')
    await client.runner.runOnce()
    expect(await pin(client, id)).toMatchObject({
      delivery: 'refused',
      problem: { code: 'outside-area' },
    })

    const mending = await client.capture.draftOf(id)
    if (!mending) throw new Error('nothing to mend')
    const extra = await client.capture.addPhoto(mending, makePreparedPhoto(60))
    const kept = [mending.photoIds.find((photoId) => photoId === draft.photoIds[1]) ?? '', extra]
    const outcome = await client.capture.fixAndResend(id, {
      ...mending,
      position: somePosition,
      photoIds: kept,
    })
    expect(outcome).toEqual({ ok: true, value: undefined })
    await client.runner.runOnce()

    const mended = await pin(client, id)
    expect(mended.delivery).toBe('received')
    expect(mended.observation.comments.map(({ text }) => text)).toEqual(['bagefter'])
    expect([...photos.stored.keys()].toSorted()).toEqual(kept.toSorted())
    expect(api.observations.size).toBe(1)
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
    expect(await client.capture.loadDraft()).toBeUndefined()
  })

  test('E4: a mended edit replaces the refused one', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client, { text: 'a' })
    await client.runner.runOnce()
    const { onPush } = api
    api.onPush = (body) =>
      api.applied(body, (result) => ({ id: result.id, status: 'refused', code: 'unreadable-text' }))
    await client.capture.edit(id, { text: 'b' })
    await client.runner.runOnce()
    expect((await pin(client, id)).problem).toEqual({ code: 'unreadable-text' })
    api.onPush = onPush
    const draft = await client.capture.draftOf(id)
    expect(draft?.text).toBe('b')
    if (draft) await client.capture.fixAndResend(id, { ...draft, text: 'c' })
    await client.runner.runOnce()
    expect(await pin(client, id)).toMatchObject({
      delivery: 'received',
      problem: null,
      observation: { text: 'c' },
    })
  })

  test('retry sends refused work again under a new id; discard forgets it and its photos', async () => {
    const api = new ScriptedApi()
    photoServer(api)
    api.onPush = strict(api)
    const client = await joinedClient(api)
    await widen(client)
    const id = await savePin(client, { position: outside })
    await client.runner.runOnce()
    await client.capture.retry(id)
    await client.runner.runOnce()
    const [first, second] = api.pushedIds
    expect(second).not.toBe(first)
    expect((await pin(client, id)).delivery).toBe('refused')
    api.onPush = (body) => api.applied(body)
    await client.capture.retry(id)
    await client.runner.runOnce()
    expect((await pin(client, id)).delivery).toBe('received')

    api.onPush = strict(api)
    const lost = await savePin(client, { position: outside })
    await client.runner.runOnce()
    await client.capture.discard(lost)
    expect((await client.pins.list(someWalkId)).map((one) => one.id)).toEqual([id])
    await client.runner.recount()
    expect(client.runner.state.needsAttention).toBe(0)
  })

  test('O3: the export holds every item of this phone and its photos, also without a network', async () => {
    const client = await joinedClient(new ScriptedApi())
    const { pinId, photoIds } = await savePinWithPhotos(client, [600_000])
    await client.capture.comment(pinId, 'med æøå')
    const blob = await client.capture.exportZip()
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

  test('K2: when the phone is full tiles go first, then photos the server has confirmed, then the reserve, nothing else', async () => {
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

  test('what was acknowledged leaves after 30 days of the server clock, and never by the phone clock', async () => {
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

/** This phone believes that the town is larger than the server does. */
async function widen(client: TestClient): Promise<void> {
  const { outbox } = client.context
  await outbox.write(['identity'], async (transaction) => {
    const store = transaction.objectStore('identity')
    const key = `walk:${someWalkId}`
    const walk = JSON.parse((await store.get(key)) as string) as {
      municipality: { bounds: number[] }
    }
    walk.municipality.bounds = [-180, -90, 180, 90]
    await store.put(JSON.stringify(walk), key)
  })
}
