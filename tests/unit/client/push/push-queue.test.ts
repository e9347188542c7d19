import { describe, expect, test } from 'vitest'
import { isWaiting, type OutboxEntry } from '../../../../client/local/outbox/outbox-entry.ts'
import type { TestClient } from '../../../support/phones/build-client.ts'
import { makeDraft, savePin, savePinWithPhotos } from '../../../support/phones/make-draft.ts'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../../support/phones/scripted-api.ts'

async function pins(client: TestClient, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) ids.push(await savePin(client))
  return ids
}

const entries = async (client: TestClient): Promise<OutboxEntry[]> =>
  (await client.context.outbox.read(['mutation'], (tx) =>
    tx.objectStore('mutation').getAll(),
  )) as OutboxEntry[]

describe('a queue longer than one request', () => {
  test('is frozen further while the server works, never beyond the next request', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await pins(client, 130)
    const frozen: number[] = []
    api.onPush = async (body) => {
      const isFrozen = async () =>
        (await entries(client)).filter(({ hash }) => hash !== null).length
      // The answer is held back until the next request is ready, or the queue has ended.
      const due = Math.min(130, 50 * (api.pushes.length + 1))
      while ((await isFrozen()) < due) await new Promise(setImmediate)
      frozen.push(await isFrozen())
      return api.applied(body)
    }
    expect((await client.runner.runOnce()).kind).toBe('done')
    expect(frozen).toEqual([100, 130, 130])
    expect(api.pushedIds.length).toBe(130)
    expect(new Set(api.pushedIds).size).toBe(130)
  })

  test('B7: sends nothing of an observation before the answer to what was sent of it', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const [first = ''] = await pins(client, 60)
    await client.capture.comment(first, 'efter de andre')
    api.onPush = (body) =>
      api.applied(body, (result, index) =>
        api.pushes.length === 1 && index === 0
          ? { id: result.id, status: 'refused', code: 'unknown-mutation' }
          : result,
      )
    await client.runner.runOnce()
    const names = api.pushes.flatMap(({ mutations }) => mutations.map(({ name }) => name))
    expect(names.filter((name) => name === 'observation.comment')).toEqual([])
    expect((await entries(client)).filter(isWaiting).length).toBe(2)
  })

  test('continues where the connection broke: what was answered is recorded, the rest is sent again unchanged', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await pins(client, 120)
    api.onPush = (body) => (api.pushes.length === 2 ? noNetwork() : api.applied(body))
    expect((await client.runner.runOnce()).kind).toBe('failed')
    expect((await entries(client)).filter(isWaiting).length).toBe(70)
    expect((await client.runner.runOnce()).kind).toBe('done')
    const [, broken, again] = api.pushes
    expect(again?.mutations).toEqual(broken?.mutations)
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })

  test('is sent fifty at a time and never more than 256 KB, in the order it was made', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    for (let index = 0; index < 120; index += 1) await client.capture.save(makeDraft(client))
    await client.runner.runOnce()
    expect(api.pushes.map(({ mutations }) => mutations.length)).toEqual([50, 50, 20])
    const order = api.pushes.flatMap(({ mutations }) => mutations.map(({ clientSeq }) => clientSeq))
    expect(order).toEqual(Array.from({ length: 120 }, (_unused, index) => index + 1))
    api.requests.length = 0
    const long = 'å'.repeat(4_000)
    for (let index = 0; index < 40; index += 1)
      await client.capture.save(makeDraft(client, { text: long }))
    await client.runner.runOnce()
    for (const push of api.pushes) {
      expect(new TextEncoder().encode(JSON.stringify(push)).length).toBeLessThanOrEqual(256 * 1024)
    }
    expect(api.pushes.length).toBe(2)
  })
})

describe('what a queue sends', () => {
  test('M4: a new epoch queues everything acknowledged again under the same ids, photos too', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { pinId } = await savePinWithPhotos(client, [10])
    const { photoServer } = await import('../../../support/phones/photo-script.ts')
    photoServer(api)
    await client.runner.runOnce()
    await client.capture.comment(pinId, 'efter')
    await client.runner.runOnce()
    const sentBefore = [...api.pushedIds]
    expect((await pin(client, pinId)).photos[0]?.state).toBe('sent')

    const restored = new ScriptedApi()
    restored.feed.epoch = '0199a000-0000-7000-8000-0000000e0002'
    const photos = photoServer(restored)
    api.onPush = (body) => restored.applied(body)
    api.onPull = restored.onPull
    api.onPhoto = (body, request) => restored.onPhoto(body, request)
    api.requests.length = 0
    // The first cycle meets the new epoch in the pull, the next one sends.
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect(api.pushedIds).toEqual(sentBefore)
    expect(photos.stored.size).toBe(1)
    expect((await client.pins.list(someWalkId)).length).toBe(1)
    api.requests.length = 0
    await client.runner.runOnce()
    expect(api.pushedIds).toEqual([])
  })

  test('L1: wild clocks change neither order nor delivery', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const year = 365 * 24 * 60 * 60 * 1000
    for (const jump of [0, -year, 2 * year, -60 * year, 60 * 60 * 1000]) {
      client.clock.jump(jump)
      await savePin(client)
    }
    await client.runner.runOnce()
    const sent = api.pushes.flatMap(({ mutations }) => mutations)
    expect(sent.map(({ clientSeq }) => clientSeq)).toEqual([1, 2, 3, 4, 5])
    expect(sent.map(({ capturedAt }) => capturedAt.slice(0, 4))).toEqual([
      '2026',
      '2025',
      '2027',
      '1967',
      '1967',
    ])
    expect(client.runner.state.waiting).toBe(0)
  })
})
