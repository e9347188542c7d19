import { describe, expect, test } from 'vitest'
import { keptForMs } from '../../../../client/local/outbox/outbox-upkeep.ts'
import { refusalWords } from '../../../../client/ui/messages/problem-words.ts'
import type { MutationResult } from '../../../../shared/sync/feed.ts'
import type { TestClient } from '../../../support/phones/build-client.ts'
import { savePin, savePinWithPhotos } from '../../../support/phones/make-draft.ts'
import { photoServer } from '../../../support/phones/photo-script.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import {
  joinedClient,
  json,
  problem,
  ScriptedApi,
  serverTime,
  someEpoch,
} from '../../../support/phones/scripted-api.ts'

const parkAll = (api: ScriptedApi) => {
  api.onPush = (body) => api.applied(body, ({ id }) => ({ id, status: 'parked' }))
}

/** A server of its own that has parked everything so far. */
async function parkingPhone(): Promise<{ api: ScriptedApi; client: TestClient }> {
  const api = new ScriptedApi()
  photoServer(api)
  parkAll(api)
  return { api, client: await joinedClient(api) }
}

/** The server's answer to every mutation that it is asked about. */
function tell(api: ScriptedApi, fate: Omit<MutationResult, 'id'>): void {
  api.onOther = (body, { path }) => {
    if (path !== '/api/sync/answers') return problem({ status: 404, code: 'not-found' })
    const { mutations } = body as { mutations: { id: string; hash: string }[] }
    const results = mutations.map(({ id }): MutationResult => ({ id, ...fate }))
    return json({ epoch: someEpoch, serverTime, results })
  }
}

const questions = (api: ScriptedApi) =>
  api.requests.filter(({ path }) => path === '/api/sync/answers').length

async function afterYears(api: ScriptedApi, client: TestClient): Promise<void> {
  const later = 25 * keptForMs
  api.serverNow = Date.parse(serverTime) + later
  client.clock.jump(later)
  await client.clock.advance(61 * 60_000)
  await client.runner.runOnce()
}

describe('E9: work that the server has parked', () => {
  test('E9: stays on the phone for years, in its own words and with its photos', async () => {
    const { api, client } = await parkingPhone()
    const { pinId, photoIds } = await savePinWithPhotos(client, [600_000])
    for (let cycle = 0; cycle < 3; cycle += 1) await client.runner.runOnce()
    expect((await pin(client, pinId)).delivery).toBe('parked')
    await afterYears(api, client)
    expect(await pin(client, pinId)).toMatchObject({
      delivery: 'parked',
      observation: { text: 'Lampen er slukket' },
      photos: [{ isOnPhone: true }],
    })
    expect((await client.capture.photoBytes(photoIds[0] ?? ''))?.length).toBe(600_000)
  })

  test('E9: is not called received when it is a comment and its pin is there', async () => {
    const { api, client } = await parkingPhone()
    api.onPush = (body) => api.applied(body)
    const id = await savePin(client)
    await client.runner.runOnce()
    parkAll(api)
    await client.capture.comment(id, 'til side')
    await client.runner.runOnce()
    api.onPush = (body) => api.applied(body)
    await client.capture.comment(id, 'taget ind')
    await client.runner.runOnce()
    await afterYears(api, client)
    const { delivery, observation } = await pin(client, id)
    expect(delivery).toBe('parked')
    expect(observation.comments.map(({ text }) => text).toSorted()).toEqual([
      'taget ind',
      'til side',
    ])
  })

  test('E9: that a person has closed shows that person’s sentence until the walker has read it', async () => {
    const { api, client } = await parkingPhone()
    const id = await savePin(client)
    await client.runner.runOnce()
    const sentence = 'Vi har den fra dig i telefonen, som nr. 12.'
    tell(api, { status: 'refused', code: 'closed-by-staff', detail: { sentence } })
    await afterYears(api, client)
    await afterYears(api, client)
    const { delivery, problem: reason, observation } = await pin(client, id)
    expect({ delivery, reason, text: observation.text }).toEqual({
      delivery: 'refused',
      reason: { code: 'closed-by-staff', detail: { sentence } },
      text: 'Lampen er slukket',
    })
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 1 })
    await client.capture.discard(id)
    expect(await client.pins.get(id)).toBeUndefined()
    expect(client.runner.state.needsAttention).toBe(1)
    await client.runner.recount()
    expect(client.runner.state.needsAttention).toBe(0)
  })

  test('E9: that is refused after all shows why, and can be mended', async () => {
    const { api, client } = await parkingPhone()
    const id = await savePin(client)
    await client.runner.runOnce()
    tell(api, { status: 'refused', code: 'outside-area' })
    await afterYears(api, client)
    expect(await pin(client, id)).toMatchObject({
      delivery: 'refused',
      problem: { code: 'outside-area' },
    })
    api.onPush = (body) => api.applied(body)
    await client.capture.retry(id)
    await client.runner.runOnce()
    expect((await pin(client, id)).delivery).toBe('received')
  })

  test('E9: that is applied after all is received, and what waited for it is sent', async () => {
    const { api, client } = await parkingPhone()
    const id = await savePin(client)
    await client.runner.runOnce()
    await client.capture.comment(id, 'venter på nålen')
    await client.runner.runOnce()
    expect(api.pushes).toHaveLength(1)
    tell(api, { status: 'applied', effectSeq: '1' })
    api.onPush = (body) => api.applied(body)
    await client.clock.advance(11 * 60_000)
    await client.runner.runOnce()
    expect((await pin(client, id)).delivery).not.toBe('parked')
    expect(api.pushes).toHaveLength(1)
    await client.runner.runOnce()
    expect(api.pushes).toHaveLength(2)
  })

  test('E9: is asked about when the app opens and every ten minutes, and not when nothing waits', async () => {
    const { api, client } = await parkingPhone()
    await client.runner.runOnce()
    expect(questions(api)).toBe(0)
    await savePin(client)
    await client.runner.runOnce()
    expect(questions(api)).toBe(1)
    await client.runner.runOnce()
    await client.clock.advance(9 * 60_000)
    await client.runner.runOnce()
    expect(questions(api)).toBe(1)
    await client.clock.advance(60_000)
    await client.runner.runOnce()
    expect(questions(api)).toBe(2)
  })

  test.each([
    ['has nothing to tell', () => json({ epoch: someEpoch, serverTime, results: [] })],
    ['does not know the question', () => problem({ status: 404, code: 'not-found' })],
    ['fails', () => problem({ status: 500, code: 'internal-error' })],
    ['answers something else', () => json({ ok: true })],
  ])('E9: stays as it is when the server %s', async (_what, answer) => {
    const { api, client } = await parkingPhone()
    const id = await savePin(client)
    api.onOther = answer
    expect(await client.runner.runOnce()).toMatchObject({ kind: 'done' })
    await afterYears(api, client)
    expect((await pin(client, id)).delivery).toBe('parked')
    expect(client.reports).toEqual([])
  })
})

test('E9: that a person has closed reads as that sentence and asks for no mending', () => {
  const t = (key: string, named: Record<string, unknown> = {}) => `${key} ${JSON.stringify(named)}`
  const detail = { sentence: 'Tak, lampen er skiftet.' }
  expect(refusalWords(t, { code: 'closed-by-staff', detail })).toBe(
    'problem.closed-by-staff {"sentence":"Tak, lampen er skiftet."}',
  )
  expect(refusalWords(t, { code: 'outside-area' })).toContain('delivery.refused')
})
