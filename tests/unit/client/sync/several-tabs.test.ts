import { describe, expect, test } from 'vitest'
import type { NoticeChannel } from '../../../../client/local/phone/phone-environment.ts'
import type { LockKeeper } from '../../../../client/sync/services/sync-environment.ts'
import { buildClient } from '../../../support/phones/build-client.ts'
import { savePin } from '../../../support/phones/make-draft.ts'
import { someWalkId } from '../../../support/fixtures/make-observation.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import { settle, wait } from '../../../support/phones/phone-time.ts'
import { joinedClient, ScriptedApi } from '../../../support/phones/scripted-api.ts'
import { seededRandom } from '../../../support/seeded-random.ts'
import { VirtualClock } from '../../../support/phones/virtual-clock.ts'

const pushes = (api: ScriptedApi) => api.pushes.length

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
  test('B9: upload at once, and everything is delivered exactly once', async () => {
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

  test('show what either saves, and one sends it when the other cannot', async () => {
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

  test('J1: do not block each other when one sleeps and holds the lock', async () => {
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
