import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Pin } from '../../../../client/local/pins/pin.ts'
import { visibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { buildClient, type TestClient } from '../../../support/phones/build-client.ts'
import { savePin } from '../../../support/phones/make-draft.ts'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import {
  joinedClient,
  noNetwork,
  ScriptedApi,
  type PushBody,
} from '../../../support/phones/scripted-api.ts'

async function only(client: TestClient): Promise<Pin> {
  const pins = await client.pins.list(someWalkId)
  expect(pins.length).toBe(1)
  return pins[0] as Pin
}

interface OfficialEdit {
  text: string
  /** Whose rows are written. */
  clientId: string
}

/** An official's change of the observation, as the server would have made it. */
function officialEdit(api: ScriptedApi, id: string, { text, clientId }: OfficialEdit): void {
  const before = api.observations.get(id)
  if (!before) throw new Error('not on the server')
  const after = { ...before, text, officialFields: ['text' as const], suggestions: [] }
  api.observations.set(id, after)
  api.feed.put(after, { kind: 'device', clientId, role: 'walker' })
}

const clientIdOf = async (client: TestClient) =>
  (await client.walks.read()).joined[0]?.clientId ?? ''

describe('own work over the rows', () => {
  test('D2: an own pin is shown exactly once at every moment from saving to the pulled row', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const counts: number[] = []
    const look = async () => {
      counts.push((await client.pins.list(someWalkId)).length)
    }
    const [push, pull] = [api.onPush, api.onPull]
    api.onPush = async (body, request) => {
      await look()
      const answer = await push(body, request)
      await look()
      return answer
    }
    api.onPull = async (body, request) => {
      await look()
      return pull(body, request)
    }
    client.context.notices.subscribe(() => void look())
    await savePin(client)
    await look()
    await client.runner.runOnce()
    await look()
    expect(new Set(counts)).toEqual(new Set([1]))
    expect(counts.length).toBeGreaterThan(8)
    expect((await only(client)).delivery).toBe('received')
  })

  test('D2: after a lost answer the row arrives before the receipt, and the pin is still shown once', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    await client.runner.runOnce()
    await client.capture.comment(id, 'tabt svar')
    api.onPush = (body) => {
      api.applied(body)
      return noNetwork()
    }
    await client.runner.runOnce()
    // Another tab's pull brings the row while this entry is still unanswered.
    api.onPush = () => noNetwork()
    await client.context.cache.applyPage({
      space: someWalkId,
      page: api.feed.page(0, 500),
      epoch: api.feed.epoch,
      from: await client.context.cache.pullPoint(someWalkId),
    })
    client.pins.refresh()
    const pin = await only(client)
    expect(pin.observation.comments.map(({ text }) => text)).toEqual(['tabt svar'])
    expect(pin.delivery).toBe('on-phone')
  })

  test('D2: the pin survives the swap to the base of a new epoch without vanishing or doubling', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await savePin(client)
    await client.runner.runOnce()
    api.feed.epoch = '0199a000-0000-7000-8000-0000000e0009'
    const counts: number[] = []
    client.context.notices.subscribe(() => {
      void client.pins.list(someWalkId).then((pins) => counts.push(pins.length))
    })
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect((await only(client)).delivery).toBe('received')
    expect(new Set(counts)).toEqual(new Set([1]))
  })

  test('D3: a pending edit is replayed over a changed row, and turns into a suggestion where an official decided', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client, { text: 'først' })
    await client.runner.runOnce()
    const clientId = await clientIdOf(client)
    api.onPush = () => noNetwork()
    await client.capture.edit(id, { text: 'min rettelse', place: 'ved broen' })
    officialEdit(api, id, { text: 'kommunens tekst', clientId })
    await client.context.cache.applyPage({
      space: someWalkId,
      page: api.feed.page(0, 500),
      epoch: api.feed.epoch,
      from: await client.context.cache.pullPoint(someWalkId),
    })
    client.pins.refresh()
    const pin = await only(client)
    expect(pin.observation.text).toBe('kommunens tekst')
    expect(pin.observation.place).toBe('ved broen')
    expect(pin.observation.suggestions).toMatchObject([{ field: 'text', value: 'min rettelse' }])
    expect(pin).toMatchObject({ delivery: 'on-phone', hasPendingEdit: true })
  })

  test('D3: what was typed for a pin that is gone from the server stays in view with the reason', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    await client.runner.runOnce()
    await client.capture.edit(id, { text: 'skrevet for sent' })
    api.feed.write({ kind: 'observation', id, deleted: true, body: null })
    api.onPush = (body) =>
      api.applied(body, (result) => ({
        id: result.id,
        status: 'refused',
        code: 'observation-withdrawn',
      }))
    await client.runner.runOnce()
    const pin = await only(client)
    expect(pin).toMatchObject({ delivery: 'refused', problem: { code: 'observation-withdrawn' } })
    expect(pin.observation.suggestions).toMatchObject([
      { field: 'text', value: 'skrevet for sent' },
    ])
    expect((await client.capture.draftOf(id))?.text).toBe('skrevet for sent')
    await client.capture.discard(id)
    expect(await client.pins.list(someWalkId)).toEqual([])
  })

  test('B8: edits made while the first is on its way appear in order, here and on the server', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client, { text: '0' })
    const push = api.onPush
    let isFirst = true
    api.onPush = async (body, request) => {
      if (isFirst) {
        isFirst = false
        await client.capture.edit(id, { text: '1' })
        await client.capture.edit(id, { text: '2', place: 'her' })
        expect((await only(client)).observation.text).toBe('2')
      }
      return push(body, request)
    }
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect(api.observations.get(id)).toMatchObject({ text: '2', place: 'her', suggestions: [] })
    expect((await only(client)).observation).toMatchObject({ text: '2', place: 'her' })
    // Two edits before the first attempt were one.
    expect(api.pushedIds.length).toBe(2)
  })

  test('D2: edits whose answers were lost leave no suggestion behind when the rows hold them already', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client, { text: '0' })
    await client.runner.runOnce()
    const lose = (body: PushBody) => (api.applied(body), noNetwork())
    for (const text of ['1', '2']) {
      api.onPush = lose
      await client.capture.edit(id, { text })
      await client.runner.runOnce()
    }
    api.onPush = () => noNetwork()
    await client.context.cache.applyPage({
      space: someWalkId,
      page: api.feed.page(0, 500),
      epoch: api.feed.epoch,
      from: await client.context.cache.pullPoint(someWalkId),
    })
    client.pins.refresh()
    expect((await only(client)).observation).toMatchObject({ text: '2', suggestions: [] })
  })

  test('an own withdrawal is shown as withdrawn, also when the server has it and the row is gone', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const id = await savePin(client)
    await client.runner.runOnce()
    await client.capture.withdraw(id, 'dobbelt')
    expect(await only(client)).toMatchObject({
      observation: { isWithdrawn: true },
      delivery: 'on-phone',
    })
    await client.runner.runOnce()
    expect(await only(client)).toMatchObject({
      observation: { isWithdrawn: true },
      delivery: 'received',
    })
  })

  test('own waiting work is listed first and newest on top, whatever the clock says', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const sent = await savePin(client)
    await client.runner.runOnce()
    client.clock.jump(-365 * 24 * 60 * 60 * 1000)
    const second = await savePin(client)
    client.clock.jump(-365 * 24 * 60 * 60 * 1000)
    const third = await savePin(client)
    expect((await client.pins.list(someWalkId)).map(({ id }) => id)).toEqual([third, second, sent])
  })

  test('D1, D2: whatever is done and lost, lists agree with a fresh page, and at rest with the server', async () => {
    const step = fc.constantFrom(
      'save',
      'edit',
      'comment',
      'cycle',
      'lost',
      'down',
      'restart',
      'official',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const api = new ScriptedApi()
        const disk = new PhoneDisk()
        let client = await joinedClient(api, { disk })
        const clientId = await clientIdOf(client)
        const saved: string[] = []
        for (const [index, name] of steps.entries()) {
          const target = saved[index % Math.max(1, saved.length)]
          if (name === 'save') saved.push(await savePin(client, { text: `s${index}` }))
          if (name === 'edit' && target) await client.capture.edit(target, { text: `e${index}` })
          if (name === 'comment' && target) await client.capture.comment(target, `c${index}`)
          if (name === 'official' && target && api.observations.has(target)) {
            officialEdit(api, target, { text: `o${index}`, clientId })
          }
          if (name === 'restart') {
            client.life.kill()
            client = buildClient({ fetch: api.fetch, disk })
          }
          if (name === 'cycle' || name === 'lost' || name === 'down') {
            const { onPush } = api
            if (name === 'lost') api.onPush = (body) => (api.applied(body), noNetwork())
            if (name === 'down') api.onPush = () => noNetwork()
            await client.runner.runOnce()
            api.onPush = onPush
          }
          const pins = await client.pins.list(someWalkId)
          expect(pins.map(({ id }) => id).toSorted()).toEqual(saved.toSorted())
          const fresh = buildClient({ fetch: api.fetch, disk })
          expect(await fresh.pins.list(someWalkId)).toEqual(pins)
          fresh.life.kill()
        }
        await client.runner.runOnce()
        for (const pin of await client.pins.list(someWalkId)) {
          const kept = api.observations.get(pin.id)
          const reader = { kind: 'device', clientId, role: 'walker' } as const
          expect(pin.observation).toEqual(kept && visibleObservation(kept, reader))
          expect(pin.delivery).toBe('received')
        }
      }),
      { numRuns: 25, seed: 7 },
    )
  }, 30_000)
})
