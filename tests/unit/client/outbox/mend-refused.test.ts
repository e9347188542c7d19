import { describe, expect, test } from 'vitest'
import type { TestClient } from '../../../support/phones/build-client.ts'
import { makeDraft, makePreparedPhoto, savePin } from '../../../support/phones/make-draft.ts'
import { somePosition, someWalkId } from '../../../support/fixtures/make-observation.ts'
import { photoServer } from '../../../support/phones/photo-script.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, ScriptedApi, type PushBody } from '../../../support/phones/scripted-api.ts'

/** Refuses creates outside 9.5 to 10 degrees, as a server with narrower bounds would. */
const strict = (api: ScriptedApi) => (body: PushBody) =>
  api.applied(body, (result, index) => {
    const args = body.mutations[index]?.args as { position?: { longitude: number } }
    const isOutside = args.position !== undefined && args.position.longitude > 10
    return isOutside ? { id: result.id, status: 'refused', code: 'outside-area' } : result
  })

const outside = { ...somePosition, longitude: 10.5 }

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

describe('mending what was refused', () => {
  test('E4: a mended pin replaces the refused one, with its comments and the photos that were kept', async () => {
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
    expect(await client.capture.drafts()).toEqual([])
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

  test('a retry sends refused work under a new id, and discarding deletes it with its photos', async () => {
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
})
