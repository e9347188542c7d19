import { describe, expect, test } from 'vitest'
import { createNotices } from '../../../../client/local/phone/notices.ts'
import { LiveSyncLoop } from '../../../../client/sync/loop/sync-loop.ts'
import type { CycleResult, SyncRunner } from '../../../../client/sync/loop/sync-runner.ts'
import { FakePage } from '../../../support/phones/build-client.ts'
import { seededRandom, type SeededRandom } from '../../../support/seeded-random.ts'
import { VirtualClock } from '../../../support/phones/virtual-clock.ts'

const phoneCount = 500

/** When a phone's loop sends, in milliseconds from the moment at which all of them lose the server. */
async function attempts(result: CycleResult, random: SeededRandom, untilMs: number) {
  const clock = new VirtualClock()
  const asked: number[] = []
  const runner = {
    state: { waiting: 1 },
    runOnce: async () => {
      asked.push(clock.monotonic())
      return result
    },
    stop: () => undefined,
    subscribe: () => () => undefined,
  } as unknown as SyncRunner
  const events = {
    start: () => undefined,
    stop: () => undefined,
    isLive: () => false,
    subscribe: () => () => undefined,
  }
  const environment = { clock, random: random.next, page: new FakePage() }
  const loop = new LiveSyncLoop({
    environment: environment as unknown as ConstructorParameters<
      typeof LiveSyncLoop
    >[0]['environment'],
    runner,
    notices: createNotices(null),
    events,
  })
  loop.start()
  for (let passed = 0; passed < untilMs; passed += 1_000) await clock.advance(1_000)
  loop.stop()
  return asked
}

/** The largest share of all phones that sends for the n-th time within any one second. */
async function busiestSecond(result: CycleResult, nth: number, untilMs: number): Promise<number> {
  const times = await Promise.all(
    Array.from({ length: phoneCount }, async (_, index) => {
      const asked = await attempts(result, seededRandom(1_000 + index), untilMs)
      return asked[nth] ?? Number.NaN
    }),
  )
  const seconds = Map.groupBy(times, (at) => Math.floor(at / 1_000))
  expect(times).not.toContain(Number.NaN)
  return Math.max(...[...seconds.values()].map(({ length }) => length)) / phoneCount
}

describe('500 phones that lost the server in the same moment', () => {
  test('F5: come back ever further apart when it does not answer', async () => {
    expect(await busiestSecond({ kind: 'failed' }, 3, 12_000)).toBeLessThan(0.4)
    expect(await busiestSecond({ kind: 'failed' }, 5, 40_000)).toBeLessThan(0.15)
  })

  test('F5: do not all come back at the end of the Retry-After that it sent to all', async () => {
    const busy: CycleResult = { kind: 'failed', retryAfterMs: 5_000 }
    expect(await busiestSecond(busy, 1, 15_000)).toBeLessThan(0.3)
    expect(await busiestSecond(busy, 2, 30_000)).toBeLessThan(0.25)
  })

  test('F6: do not come back before that wait is over', async () => {
    const busy: CycleResult = { kind: 'failed', retryAfterMs: 5_000 }
    for (let index = 0; index < 50; index += 1) {
      const asked = await attempts(busy, seededRandom(2_000 + index), 30_000)
      const waits = asked.slice(1).map((at, nth) => at - (asked[nth] ?? 0))
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(5_000)
    }
  })
})
