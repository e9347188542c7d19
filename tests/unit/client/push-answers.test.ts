import { describe, expect, test } from 'vitest'
import type { Pin } from '../../../client/local/pin.ts'
import type { TestClient } from '../../support/build-client.ts'
import { makeDraft, savePin, savePinWithPhotos } from '../../support/make-draft.ts'
import { someWalkId } from '../../support/make-observation.ts'
import {
  html,
  joinedClient,
  json,
  noNetwork,
  problem,
  ScriptedApi,
  serverTime,
  someEpoch,
} from '../../support/scripted-api.ts'

async function pin(client: TestClient, id: string): Promise<Pin> {
  const found = await client.pins.get(id)
  if (!found) throw new Error(`no pin ${id}`)
  return found
}

const texts = (client: TestClient, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_unused, index) => savePin(client, { text: `${index}` })),
  )

describe('answers to a push', () => {
  test.each([
    ['no network', () => noNetwork(), 'offline'],
    ['a request timeout of a proxy', () => html(408), 'server-away'],
    ['a bad gateway', () => html(502), 'server-away'],
    ['our own 500', () => problem({ status: 500, code: 'internal-error' }), 'server-away'],
    ['our own 503', () => problem({ status: 503, code: 'store-away' }), 'server-away'],
    ['too many requests', () => problem({ status: 429, code: 'too-many-requests' }), 'server-away'],
    ['a login page with 200', () => html(200), 'captive-portal'],
    ['a redirect', () => new Response(null, { status: 302 }), 'captive-portal'],
    ['a bare 200', () => new Response('', { status: 200 }), 'captive-portal'],
    ['a 401 of somebody else', () => html(401), 'captive-portal'],
    [
      'half an answer',
      () =>
        new Response('{"epoch":"', {
          headers: { 'x-lygte': '1', 'content-type': 'application/json' },
        }),
      'offline',
    ],
    ['JSON of another shape', () => json({ hello: 1 }), 'online'],
    [
      'an answer without results',
      () => json({ epoch: someEpoch, head: '1', serverTime, results: [] }),
      'online',
    ],
  ])(
    'E7, F1: after %s nothing is marked sent, and the same goes again',
    async (_name, answer, connection) => {
      const api = new ScriptedApi()
      api.onPush = answer
      const client = await joinedClient(api)
      const id = await savePin(client)
      expect((await client.runner.runOnce()).kind).toBe('failed')
      expect((await pin(client, id)).delivery).toBe('on-phone')
      expect(client.runner.state).toMatchObject({ connection, waiting: 1, needsAttention: 0 })
      api.onPush = (body) => api.applied(body)
      expect((await client.runner.runOnce()).kind).toBe('done')
      expect((await pin(client, id)).delivery).toBe('received')
      const [first, second] = api.pushes
      expect(second?.mutations).toEqual(first?.mutations)
    },
  )

  test('H2: after 401 nothing changes but "waiting for sign-in"; after joining again all is delivered', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { pinId } = await savePinWithPhotos(client, [10])
    api.onPush = () => problem({ status: 401, code: 'sign-in-needed' })
    api.onPull = () => problem({ status: 401, code: 'sign-in-needed' })
    expect((await client.runner.runOnce()).kind).toBe('paused')
    expect(client.runner.state).toMatchObject({ needsSignIn: true, waiting: 2 })
    expect((await pin(client, pinId)).delivery).toBe('waiting-for-sign-in')
    const more = await savePin(client)
    expect((await pin(client, more)).delivery).toBe('waiting-for-sign-in')
    const open = new ScriptedApi()
    api.onPush = (body) => open.applied(body)
    api.onPull = open.onPull
    await client.walks.join('NYVA26')
    await client.runner.runOnce()
    expect(client.runner.state.needsSignIn).toBe(false)
    expect((await pin(client, pinId)).delivery).toBe('received')
    expect((await pin(client, more)).delivery).toBe('received')
  })

  test('a walk that no longer knows this phone keeps its work waiting and lets rows and photos go on', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    api.onPush = () => problem({ status: 403, code: 'forbidden' })
    expect((await client.runner.runOnce()).kind).toBe('paused')
    expect(api.requests.some(({ path }) => path === '/api/sync/pull')).toBe(true)
    expect((await pin(client, id)).delivery).toBe('waiting-for-sign-in')
    expect(client.runner.state.needsAttention).toBe(0)
  })

  test('E6: a batch that is too large is split until it passes; the item that never does is reported', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const ids = await texts(client, 9)
    const tooLarge = ids[4]
    api.onPush = (body) => {
      const isIn = body.mutations.some(
        ({ args }) => (args as { observationId: string }).observationId === tooLarge,
      )
      return isIn || body.mutations.length > 4 ? html(413) : api.applied(body)
    }
    expect((await client.runner.runOnce()).kind).toBe('done')
    for (const id of ids) {
      expect((await pin(client, id)).delivery).toBe(id === tooLarge ? 'refused' : 'received')
    }
    expect((await pin(client, tooLarge ?? '')).problem).toEqual({ code: 'body-too-large' })
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 1 })
  })

  test('a request the server cannot read is narrowed down to the mutation at fault', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const ids = await texts(client, 5)
    api.onPush = (body) => {
      const isIn = body.mutations.some(({ clientSeq }) => clientSeq === 2)
      return isIn ? problem({ status: 400, code: 'bad-request' }) : api.applied(body)
    }
    await client.runner.runOnce()
    const problems = await Promise.all(ids.map(async (id) => (await pin(client, id)).problem?.code))
    expect(problems.filter((code) => code === 'bad-request').length).toBe(1)
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 1 })
  })

  test('426 keeps everything, asks for the newer app, and can still be exported', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await savePin(client)
    api.onPush = () => problem({ status: 426, code: 'protocol-too-old' })
    expect((await client.runner.runOnce()).kind).toBe('paused')
    expect(client.runner.state).toMatchObject({ appTooOld: true, waiting: 1 })
    expect((await client.capture.exportZip()).size).toBeGreaterThan(100)
  })

  test('I2: a mutation the server does not know waits for hours and is never dropped', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    await client.capture.comment(id, 'hej')
    const other = await savePin(client)
    api.onPush = (body) =>
      api.applied(body, (result, index) =>
        index === 0 ? { id: result.id, status: 'refused', code: 'unknown-mutation' } : result,
      )
    await client.runner.runOnce()
    expect((await pin(client, other)).delivery).toBe('received')
    expect((await pin(client, id)).delivery).toBe('on-phone')
    await client.runner.runOnce()
    expect(api.pushes.length).toBe(1)
    client.clock.jump(3 * 60 * 60 * 1000)
    api.onPush = (body) => api.applied(body)
    await client.runner.runOnce()
    expect((await pin(client, id)).delivery).toBe('received')
    expect(api.pushes[1]?.mutations[0]?.id).toBe(api.pushes[0]?.mutations[0]?.id)
    // The comment was refused only because the create was not there; it follows under a new id.
    expect((await pin(client, id)).observation.comments.length).toBe(1)
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })

  test('L4: a clock set back does not make an unknown mutation wait for years', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await savePin(client)
    api.onPush = (body) =>
      api.applied(body, ({ id }) => ({ id, status: 'refused', code: 'unknown-mutation' }))
    client.clock.jump(365 * 24 * 60 * 60 * 1000)
    await client.runner.runOnce()
    client.clock.jump(-365 * 24 * 60 * 60 * 1000)
    await client.runner.runOnce()
    expect(api.pushes.length).toBe(2)
  })

  test('B7, E3: a refused create holds back its own observation only, and shows why', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { pinId: bad } = await savePinWithPhotos(client, [10])
    const good = await savePin(client)
    api.onPush = (body) =>
      api.applied(body, (result, index) =>
        index === 0
          ? { id: result.id, status: 'refused', code: 'outside-area', detail: { limit: 1 } }
          : result,
      )
    await client.runner.runOnce()
    api.onPush = (body) => api.applied(body)
    await client.capture.comment(bad, 'til den afviste')
    await client.capture.comment(good, 'til den gode')
    await client.runner.runOnce()
    expect(await pin(client, bad)).toMatchObject({
      delivery: 'refused',
      problem: { code: 'outside-area', detail: { limit: 1 } },
      hasPendingEdit: true,
      photos: [{ state: 'on-phone' }],
    })
    expect((await pin(client, good)).delivery).toBe('received')
    expect(api.pushes.at(-1)?.mutations.length).toBe(1)
    expect(api.requests.some(({ path }) => path.startsWith('/api/photos/'))).toBe(false)
    // E5: what cannot go is not counted as on its way.
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 1 })
  })

  test('a parked mutation counts as delivered and says that it is being checked', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    api.onPush = (body) => api.applied(body, (result) => ({ id: result.id, status: 'parked' }))
    await client.runner.runOnce()
    expect(await pin(client, id)).toMatchObject({ delivery: 'parked', receivedAt: serverTime })
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })

  test('B5: after id-reused the same work arrives under a fresh id, and the old one is kept on record', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    let isFirst = true
    api.onPush = (body) => {
      const answer = api.applied(body, (result) =>
        isFirst ? { id: result.id, status: 'refused', code: 'id-reused' } : result,
      )
      isFirst = false
      return answer
    }
    await client.runner.runOnce()
    expect((await pin(client, id)).delivery).toBe('received')
    const [first, second] = api.pushes.map(({ mutations }) => mutations[0])
    expect(second).toEqual({ ...first, id: second?.id, clockOffsetEstimate: -5_000 })
    expect(second?.id).not.toBe(first?.id)
    const entries = await client.context.outbox.read(['mutation'], (tx) =>
      tx.objectStore('mutation').getAll(),
    )
    expect(entries.map((entry) => (entry as { replaces: string | null }).replaces)).toContain(
      first?.id,
    )
  })

  test('M4: a new epoch queues everything acknowledged again under the same ids, photos too', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { pinId } = await savePinWithPhotos(client, [10])
    const { photoServer } = await import('../../support/photo-script.ts')
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

  test('fifty at a time and never more than 256 KB, in the order they were made', async () => {
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
