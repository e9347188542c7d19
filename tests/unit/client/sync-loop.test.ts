import { describe, expect, test } from 'vitest'
import type { NoticeChannel } from '../../../client/local/phone-environment.ts'
import { retryAfterMs, retryDelayMs } from '../../../client/sync/retry-delay.ts'
import type { LockKeeper } from '../../../client/sync/sync-environment.ts'
import { buildClient, type TestClient } from '../../support/build-client.ts'
import { savePin, savePinWithPhotos } from '../../support/make-draft.ts'
import { someWalkId } from '../../support/make-observation.ts'
import { PhoneDisk } from '../../support/phone-disk.ts'
import { html, joinedClient, noNetwork, problem, ScriptedApi } from '../../support/scripted-api.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { letItRun, VirtualClock } from '../../support/virtual-clock.ts'

/** Lets what is due now, and what follows from it, finish. */
async function settle(client: TestClient): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await client.clock.advance(0)
    await letItRun(120)
  }
}

/** Moves on in small steps, so that what falls due can finish before the next does. */
async function wait(client: TestClient, ms: number, stepMs = 250): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    await client.clock.advance(Math.min(stepMs, ms - passed))
    await letItRun(120)
  }
}

const isSync = ({ path }: { path: string }) => path.startsWith('/api/sync/')
const syncs = (api: ScriptedApi) => api.requests.filter(isSync).length
const pushes = (api: ScriptedApi) => api.pushes.length

describe('delays', () => {
  test('F5: the wait is spread over the whole of a bound that doubles from 1 s to 5 min', () => {
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
  ])('F6: Retry-After %o means %s ms, whatever the phone clock says', (headers, expected) => {
    expect(retryAfterMs(new Headers(headers as Record<string, string>))).toBe(expected)
  })
})

describe('when to sync', () => {
  test('whoever joins or signs in is listened for anew, with the walks of now', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const asked = () => api.requests.filter(({ path }) => path === '/api/events').length
    client.sync.start()
    await settle(client)
    const before = asked()
    client.sync.wake('signed-in')
    await settle(client)
    expect(asked()).toBe(before + 1)
    client.sync.stop()
  })

  test('a save goes at once, and pokes that come in a burst make one pull', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    client.sync.start()
    await settle(client)
    const before = syncs(api)
    await savePin(client)
    await settle(client)
    expect(pushes(api)).toBe(1)
    expect(syncs(api)).toBe(before + 2)
    for (let index = 0; index < 9; index += 1) client.sync.wake('poke')
    await wait(client, 250)
    expect(syncs(api)).toBe(before + 3)
    client.sync.stop()
  })

  test('from the moment it is kept something waits; at no time in between is all said to be sent', async () => {
    const api = new ScriptedApi()
    api.onPush = () => noNetwork()
    const client = await joinedClient(api)
    client.sync.start()
    await settle(client)
    await savePin(client)
    expect(client.sync.state().waiting).toBe(1)
    await settle(client)
    expect(client.sync.state().waiting).toBe(1)
    client.sync.stop()
  })

  test('without a stream the rows are looked at every 15 to 60 s, and not at all in a hidden page at rest', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    client.sync.start()
    await settle(client)
    const before = syncs(api)
    await wait(client, 10 * 60_000, 1_000)
    const pulls = syncs(api) - before
    expect(pulls).toBeGreaterThanOrEqual(10)
    expect(pulls).toBeLessThanOrEqual(40)
    client.page.say('hidden')
    await wait(client, 60_000, 1_000)
    const hidden = syncs(api)
    await wait(client, 10 * 60_000, 5_000)
    expect(syncs(api)).toBe(hidden)
    client.page.say('visible')
    await settle(client)
    expect(syncs(api)).toBe(hidden + 1)
    client.sync.stop()
  }, 20_000)

  test('after failures it waits longer and longer, and a change of the network starts over', async () => {
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

  test('L4: a jumping clock neither stalls nor floods', async () => {
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

  test('F6: before Retry-After has passed nothing asks again, whatever wakes it', async () => {
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

  test('H2: after 401 it pauses; saving does not ask again, becoming visible and joining do', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    const { onPull } = api
    api.onPush = () => problem({ status: 401, code: 'sign-in-needed' })
    api.onPull = () => problem({ status: 401, code: 'sign-in-needed' })
    client.sync.start()
    await settle(client)
    const before = syncs(api)
    await savePin(client)
    await wait(client, 10 * 60_000, 5_000)
    expect(syncs(api)).toBe(before)
    client.page.say('visible')
    await settle(client)
    expect(syncs(api)).toBeGreaterThan(before)
    api.onPush = (body) => api.applied(body)
    api.onPull = onPull
    await client.walks.join('NYVA26')
    await settle(client)
    expect(client.sync.state()).toMatchObject({ needsSignIn: false, waiting: 0 })
    client.sync.stop()
  }, 20_000)

  test('F9: send now forgets the back-off and tells what came of it', async () => {
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

  test('F4, F9: a request that hangs is given up, and send now answers within ten seconds', async () => {
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
    // The attempt the button asked for hangs as well, and is given up in its turn.
    await wait(client, 20_000)
    expect(client.sync.state().waiting).toBe(0)
    client.sync.stop()
  })

  test('F2: what the browser says about the network changes nothing', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    client.sync.start()
    await settle(client)
    await savePin(client)
    await settle(client)
    expect(client.sync.state()).toMatchObject({ connection: 'online', waiting: 0 })
    client.sync.stop()
  })

  test('the state counts what a run has done and is honest about photos', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    await savePinWithPhotos(client, [10, 10])
    const seen: string[] = []
    client.runner.subscribe(() => {
      const { waiting, sending } = client.sync.state()
      seen.push(`${waiting} ${sending ? `${sending.done}/${sending.of}` : '-'}`)
    })
    await client.runner.runOnce()
    expect(seen).toContain('3 0/3')
    expect(seen).toContain('3 1/3')
    expect(client.sync.state()).toMatchObject({ waiting: 2, sending: null })
  })
})

/** A lock as browsers keep it: one holder, the others in turn. */
function lockKeeper(): LockKeeper & { holders: number } {
  let last: Promise<unknown> = Promise.resolve()
  const keeper = {
    holders: 0,
    request: async <T>(
      _name: string,
      { signal }: { signal: AbortSignal },
      work: () => Promise<T>,
    ) => {
      const before = last
      let release = () => {}
      last = new Promise<void>((resolve) => {
        release = resolve
      })
      const gaveUp = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () =>
          reject(new DOMException('waited too long', 'AbortError')),
        )
      })
      try {
        await Promise.race([before, gaveUp])
        keeper.holders += 1
        return await work()
      } finally {
        release()
      }
    },
  }
  return keeper
}

/** Channels between the tabs of one browser. */
function channels() {
  const open = new Set<{ tell: (message: unknown) => void }>()
  return (): NoticeChannel => {
    const self = { tell: (_message: unknown) => {} }
    open.add(self)
    return {
      post: (message) => {
        for (const other of open) if (other !== self) other.tell(structuredClone(message))
      },
      onMessage: (listener) => {
        self.tell = listener
      },
      close: () => open.delete(self),
    }
  }
}

describe('two tabs', () => {
  test('B9: both tabs upload at once, and everything is delivered exactly once', async () => {
    for (const locks of [null, lockKeeper()]) {
      const api = new ScriptedApi()
      const disk = new PhoneDisk()
      const first = await joinedClient(api, { disk, locks })
      const second = buildClient({ fetch: api.fetch, disk, locks, random: seededRandom(9) })
      for (let index = 0; index < 5; index += 1) await savePin(index % 2 ? first : second)
      await Promise.all([first.runner.runOnce(), second.runner.runOnce()])
      expect(api.observations.size).toBe(5)
      expect(new Set(api.pushedIds).size).toBe(5)
      second.pins.refresh()
      expect(
        (await second.pins.list(someWalkId)).every(({ delivery }) => delivery === 'received'),
      ).toBe(true)
    }
  })

  test('what one tab saves the other shows, and sends when the first cannot', async () => {
    const api = new ScriptedApi()
    const disk = new PhoneDisk()
    const openChannel = channels()
    const clock = new VirtualClock()
    const first = await joinedClient(api, { disk, openChannel, clock })
    const second = buildClient({
      fetch: api.fetch,
      disk,
      openChannel,
      clock,
      random: seededRandom(9),
    })
    second.sync.start()
    await settle(second)
    const id = await savePin(first)
    expect((await second.pins.get(id))?.delivery).toBe('on-phone')
    await wait(second, 4_000)
    expect(pushes(api)).toBe(0)
    await wait(second, 1_500)
    expect(pushes(api)).toBe(1)
    expect((await first.pins.get(id))?.delivery).toBe('received')
    second.sync.stop()
  })

  test('J1: a tab that sleeps with the lock in hand does not keep the others from sending', async () => {
    const api = new ScriptedApi()
    const locks = lockKeeper()
    const never = new AbortController().signal
    void locks.request('lygte-sync', { signal: never }, () => new Promise(() => undefined))
    const client = await joinedClient(api, { locks })
    client.sync.start()
    await savePin(client)
    await wait(client, 44_000, 1_000)
    expect(pushes(api)).toBe(0)
    await wait(client, 2_000)
    expect(pushes(api)).toBe(1)
    client.sync.stop()
  })
})
