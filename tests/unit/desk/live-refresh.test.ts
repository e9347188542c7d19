import { describe, expect, it } from 'vitest'
import { makeLiveRefresh } from '../../../client/features/triage/live-refresh.ts'

/** A look that ends, and rests that end, when the test says so. */
function makeScene() {
  const ends: (() => void)[] = []
  const rests: { milliseconds: number; end: () => void }[] = []
  let looks = 0
  const poke = makeLiveRefresh({
    look: () => {
      looks += 1
      return new Promise((resolve) => ends.push(resolve))
    },
    nowMs: () => ends.length * 100,
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

describe('looking again after wake-ups', () => {
  it('looks at once after the first', () => {
    const scene = makeScene()
    scene.poke()
    expect(scene.looks()).toBe(1)
  })

  it('makes exactly one more look for any number of wake-ups during a look', async () => {
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

  it('does not forget a wake-up that comes while it rests', async () => {
    const scene = makeScene()
    scene.poke()
    await scene.finishLook()
    scene.poke()
    expect(scene.looks()).toBe(1)
    await scene.finishRest()
    expect(scene.looks()).toBe(2)
  })

  it('rests long enough that asking takes at most a third of the time', async () => {
    const scene = makeScene()
    scene.poke()
    await scene.finishLook()
    expect(scene.rests[0]?.milliseconds).toBeGreaterThanOrEqual(200)
  })
})
