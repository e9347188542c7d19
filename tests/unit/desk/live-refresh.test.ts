import { describe, expect, it } from 'vitest'
import { makeLiveRefresh } from '../../../client/features/desk/connection/live-refresh.ts'

/** A refresh that ends, and pauses that end, when the test says so; its clock reports that each refresh has taken `lookMs`. */
function makeScene({ lookMs = 100 } = {}) {
  const ends: (() => void)[] = []
  const rests: { milliseconds: number; end: () => void }[] = []
  let looks = 0
  const poke = makeLiveRefresh({
    look: () => {
      looks += 1
      return new Promise((resolve) => ends.push(resolve))
    },
    nowMs: () => ends.length * lookMs,
    rest: (milliseconds) => new Promise((end) => rests.push({ milliseconds, end })),
  })
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    poke,
    looks: () => looks,
    rests,
    finishLook: async () => {
      ends.at(-1)?.()
      await settle()
    },
    finishRest: async () => {
      rests.at(-1)?.end()
      await settle()
    },
  }
}

describe('refreshing after wake-ups', () => {
  it('refreshes at once after the first', () => {
    const scene = makeScene()
    scene.poke()
    expect(scene.looks()).toBe(1)
  })

  it('refreshes exactly once more for any number of wake-ups during a refresh', async () => {
    const scene = makeScene()
    scene.poke()
    for (let index = 0; index < 50; index += 1) scene.poke()
    expect(scene.looks()).toBe(1)
    await scene.finishLook()
    await scene.finishRest()
    expect(scene.looks()).toBe(2)
    await scene.finishLook()
    await scene.finishRest()
    expect(scene.looks()).toBe(2)
  })

  it('does not forget a wake-up that comes during the pause', async () => {
    const scene = makeScene()
    scene.poke()
    await scene.finishLook()
    scene.poke()
    expect(scene.looks()).toBe(1)
    await scene.finishRest()
    expect(scene.looks()).toBe(2)
  })

  it.each([
    ['rests a moment after a quick look', 10, 250],
    ['rests long enough that asking takes at most a third of the time', 1_000, 2_000],
    ['is not kept from looking by an hour that the machine slept', 3_600_000, 4_000],
  ])('%s', async (_what, lookMs, restMs) => {
    const scene = makeScene({ lookMs })
    scene.poke()
    await scene.finishLook()
    expect(scene.rests[0]?.milliseconds).toBe(restMs)
  })
})
