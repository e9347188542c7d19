import { describe, expect, test } from 'vitest'
import type { TestClient } from '../../../support/phones/build-client.ts'
import { savePin, savePinWithPhotos } from '../../../support/phones/make-draft.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import {
  html,
  joinedClient,
  json,
  noNetwork,
  problem,
  ScriptedApi,
  serverTime,
  someEpoch,
} from '../../../support/phones/scripted-api.ts'

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
    'E7, F1: after %s nothing is marked sent, and the same request is repeated',
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

  test('a walk that no longer knows this phone keeps its work waiting and does not block rows and photos', async () => {
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

  test('a request that the server cannot read is narrowed down to the mutation at fault', async () => {
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

  test('after 426 everything is kept and can be exported, and the person is asked to get the newer app', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await savePin(client)
    api.onPush = () => problem({ status: 426, code: 'protocol-too-old' })
    expect((await client.runner.runOnce()).kind).toBe('paused')
    expect(client.runner.state).toMatchObject({ appTooOld: true, waiting: 1 })
    expect((await client.capture.exportZip(() => '')).size).toBeGreaterThan(100)
  })
})
