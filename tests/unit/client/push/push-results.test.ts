import { describe, expect, test } from 'vitest'
import { savePin, savePinWithPhotos } from '../../../support/phones/make-draft.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, ScriptedApi, serverTime } from '../../../support/phones/scripted-api.ts'

describe('results of single mutations in the answer to a push', () => {
  test('I2: a mutation that the server does not know waits for hours and is never dropped', async () => {
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

  test('L4: a clock that is set back does not make an unknown mutation wait for years', async () => {
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

  test('a parked mutation counts as delivered and shows that it is being checked', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    api.onPush = (body) => api.applied(body, (result) => ({ id: result.id, status: 'parked' }))
    await client.runner.runOnce()
    expect(await pin(client, id)).toMatchObject({ delivery: 'parked', receivedAt: serverTime })
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })

  test('B5: after id-reused the same work arrives under a new id, and the old one is kept on record', async () => {
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
})
