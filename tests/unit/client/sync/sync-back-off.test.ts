import { describe, expect, test } from 'vitest'
import { retryAfterMs, retryDelayMs } from '../../../../client/sync/http/retry-delay.ts'
import { savePin } from '../../../support/phones/make-draft.ts'
import { settle, wait } from '../../../support/phones/phone-time.ts'
import {
  html,
  joinedClient,
  noNetwork,
  problem,
  ScriptedApi,
} from '../../../support/phones/scripted-api.ts'
import { seededRandom } from '../../../support/seeded-random.ts'

const isSync = ({ path }: { path: string }) => path.startsWith('/api/sync/')
const syncs = (api: ScriptedApi) => api.requests.filter(isSync).length

describe('the delay before a retry', () => {
  test('F5: is spread over the whole of a bound that doubles from 1 s to 5 min', () => {
    const random = seededRandom(3)
    for (let failures = 1; failures < 40; failures += 1) {
      const bound = Math.min(300_000, 1_000 * 2 ** (failures - 1))
      const waits = Array.from({ length: 200 }, () => retryDelayMs(failures, random.next))
      expect(Math.max(...waits)).toBeLessThan(bound)
      expect(Math.max(...waits)).toBeGreaterThan(bound * 0.9)
      expect(Math.min(...waits)).toBeLessThan(bound * 0.1)
    }
  })

  test.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '999999' }, 3_600_000],
    [
      { 'retry-after': 'Thu, 29 Oct 2026 18:01:00 GMT', date: 'Thu, 29 Oct 2026 18:00:00 GMT' },
      60_000,
    ],
    [{ 'retry-after': 'Thu, 29 Oct 2026 18:01:00 GMT' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('F6: after Retry-After %o is %s ms, whatever the phone clock says', (headers, expected) => {
    expect(retryAfterMs(new Headers(headers as Record<string, string>))).toBe(expected)
  })
})

describe('the sync loop after failures', () => {
  test('waits longer and longer, and starts over after a change of the network', async () => {
    const api = new ScriptedApi()
    api.onPull = () => noNetwork()
    const client = await joinedClient(api)
    client.sync.start()
    await wait(client, 30 * 60_000, 1_000)
    const tries = syncs(api)
    expect(tries).toBeGreaterThan(8)
    expect(tries).toBeLessThan(60)
    client.page.say('online')
    await settle(client)
    expect(syncs(api)).toBe(tries + 1)
    // The first wait is below a second again, and the second may be too.
    await wait(client, 1_000)
    expect(syncs(api)).toBeGreaterThanOrEqual(tries + 2)
    expect(syncs(api)).toBeLessThanOrEqual(tries + 4)
    client.sync.stop()
  }, 20_000)

  test('L4: neither stalls nor floods when the clock jumps', async () => {
    const api = new ScriptedApi()
    api.onPull = () => noNetwork()
    const year = 365 * 24 * 60 * 60 * 1000
    const counts = []
    for (const jump of [0, year, -year]) {
      const client = await joinedClient(api)
      client.sync.start()
      const before = syncs(api)
      await wait(client, 20_000)
      client.clock.jump(jump)
      await wait(client, 120_000, 1_000)
      client.sync.stop()
      counts.push(syncs(api) - before)
    }
    expect(counts[1]).toBe(counts[0])
    expect(counts[2]).toBe(counts[0])
  }, 20_000)

  test('F6: sends nothing before Retry-After has passed, whatever wakes it', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    api.onPull = () =>
      problem({ status: 503, code: 'store-away', headers: { 'retry-after': '120' } })
    client.sync.start()
    await settle(client)
    expect(syncs(api)).toBe(1)
    await savePin(client)
    for (const reason of ['online', 'visible', 'pageshow', 'poke', 'other-tab'] as const)
      client.sync.wake(reason)
    expect(await client.sync.sendNow()).toBe('server-away')
    await wait(client, 119_000, 1_000)
    expect(syncs(api)).toBe(1)
    await wait(client, 2_000)
    expect(syncs(api)).toBeGreaterThan(1)
    client.sync.stop()
  })

  test('F9: resets the back-off on "send now" and returns the result', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { onPush, onPull } = api
    api.onPush = () => noNetwork()
    api.onPull = () => noNetwork()
    client.sync.start()
    await savePin(client)
    await wait(client, 10 * 60_000, 5_000)
    expect(await client.sync.sendNow()).toBe('offline')
    api.onPush = () => html()
    expect(await client.sync.sendNow()).toBe('captive-portal')
    api.onPush = onPush
    api.onPull = onPull
    expect(await client.sync.sendNow()).toBe('all-sent')
    client.sync.stop()
  }, 20_000)

  test('F4, F9: aborts a request that hangs, and "send now" returns within ten seconds', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await savePin(client)
    api.onPush = () => new Promise<Response>(() => undefined)
    client.sync.start()
    await settle(client)
    const sending = client.sync.sendNow()
    await wait(client, 10_000)
    expect(await sending).toBe('waiting')
    await wait(client, 6_000)
    expect(client.sync.state().connection).toBe('offline')
    api.onPush = (body) => api.applied(body)
    // The attempt by the button hangs as well, and is aborted in its turn.
    await wait(client, 20_000)
    expect(client.sync.state().waiting).toBe(0)
    client.sync.stop()
  })
})
