import { describe, expect, test } from 'vitest'
import { createDeskServices } from '../../../../client/sync/services/create-desk-services.ts'
import type { ObservationChange } from '../../../../client/sync/services/desk-push.ts'
import { FakePage } from '../../../support/phones/build-client.ts'
import { someUuid, someWalkId } from '../../../support/fixtures/make-observation.ts'
import {
  html,
  json,
  noNetwork,
  problem,
  ScriptedApi,
  someEpoch,
  serverTime,
} from '../../../support/phones/scripted-api.ts'
import { seededRandom } from '../../../support/seeded-random.ts'
import { VirtualClock } from '../../../support/phones/virtual-clock.ts'

function desk() {
  const api = new ScriptedApi()
  const random = seededRandom(5)
  const { push } = createDeskServices({
    fetch: api.fetch,
    clock: new VirtualClock(),
    random: random.next,
    randomBytes: () => random.bytes(16),
    tzOffsetMinutes: () => 60,
    page: new FakePage(),
  })
  return { api, push }
}

const change: ObservationChange = {
  space: someWalkId,
  name: 'observation.set-status@1',
  args: { observationId: someUuid(), base: 'assigned', status: 'accepted' },
}

const answering =
  (api: ScriptedApi, result: Record<string, unknown>) =>
  ({ mutations }: { mutations: { id: string }[] }) =>
    json({
      epoch: someEpoch,
      head: String(api.feed.head),
      serverTime,
      results: mutations.map(({ id }) => ({ id, ...result })),
    })

describe('a change of an official', () => {
  test('returns where its effect is, and is sent as the desk', async () => {
    const { api, push } = desk()
    api.onPush = answering(api, { status: 'applied', effectSeq: '12' })
    expect(await push.send(change)).toMatchObject({ state: 'applied', effectSeq: '12' })
    expect(push.unsent()).toEqual([])
    expect(api.requests[0]?.headers.get('x-lygte-desk')).toBe('1')
    expect(api.pushes[0]?.mutations[0]).toMatchObject({ name: 'observation.set-status', v: 1 })
  })

  test('D5: that is stale returns what stands now, and is not kept as unsent', async () => {
    const { api, push } = desk()
    api.onPush = answering(api, { status: 'refused', code: 'stale', detail: { status: 'done' } })
    expect(await push.send(change)).toMatchObject({
      state: 'refused',
      problem: { code: 'stale', detail: { status: 'done' } },
    })
    expect(push.unsent()).toEqual([])
  })

  test.each([
    ['no network', () => noNetwork(), 'offline'],
    ['a login page', () => html(), 'captive-portal'],
    ['a server error', () => problem({ status: 500, code: 'internal-error' }), 'server-away'],
    ['too many requests', () => problem({ status: 429, code: 'too-many-requests' }), 'server-away'],
    ['an ended session', () => problem({ status: 401, code: 'sign-in-needed' }), 'sign-in-needed'],
  ])('is called unsent after %s, and the repeat has the same id', async (_name, answer, cause) => {
    const { api, push } = desk()
    api.onPush = answer
    const first = await push.send(change)
    expect(first).toMatchObject({ state: 'unsent', cause })
    expect(push.unsent()).toMatchObject([{ id: first.id, cause, change }])
    api.onPush = answering(api, { status: 'applied' })
    expect(await push.retry(first.id)).toMatchObject({ state: 'applied', id: first.id })
    expect(push.unsent()).toEqual([])
    const [sent, again] = api.pushes
    expect(again?.mutations).toEqual(sent?.mutations)
  })

  test('is listed as being sent meanwhile, and forgetting drops it', async () => {
    const { api, push } = desk()
    const seen: unknown[] = []
    push.subscribe(() => seen.push(push.unsent().map(({ cause }) => cause)))
    api.onPush = () => noNetwork()
    const { id } = await push.send(change)
    push.forget(id)
    expect(seen).toEqual([['sending'], ['offline'], []])
  })
})
