import { beforeEach, describe, expect, it } from 'vitest'
import { WrongAnswers } from '../../../server/http/limits/wrong-answers.ts'

let now = 0
let guesses: WrongAnswers
beforeEach(() => {
  now = 1_000_000
  guesses = new WrongAnswers({ now: () => now, windowMs: 60_000, delayMs: 0 })
})

const try_ = (key: string, value?: string) =>
  guesses.attempt(
    () => [{ key, allowed: 3 }],
    async () => value,
  )

describe('wrong answers', () => {
  it('are let through until there are too many, then even right ones are refused', async () => {
    for (let index = 0; index < 3; index += 1) {
      expect(await try_('a')).toEqual({ ok: true, value: undefined })
    }
    expect(await try_('a', 'right')).toEqual({
      ok: false,
      problem: { code: 'too-many-requests', detail: { seconds: 60 } },
    })
    expect(await try_('b', 'right')).toEqual({ ok: true, value: 'right' })
  })

  it('are forgotten when their window has passed, and not before', async () => {
    await try_('a')
    now += 30_000
    await try_('a')
    await try_('a')
    now += 29_000
    expect((await try_('a', 'right')).ok).toBe(false)
    now += 1_000
    expect((await try_('a', 'right')).ok).toBe(true)
  })

  it('do not count when right', async () => {
    for (let index = 0; index < 50; index += 1) {
      expect((await try_('a', 'right')).ok).toBe(true)
    }
    expect(guesses.count('a')).toBe(0)
  })

  it('sent all at once are counted one by one', async () => {
    let asked = 0
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        guesses.attempt(
          () => [{ key: 'a', allowed: 3 }],
          async () => {
            asked += 1
            await Promise.resolve()
            return undefined
          },
        ),
      ),
    )
    expect(asked).toBe(3)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3)
  })

  it('of one key are not held up by a failure of the work', async () => {
    const failing = guesses.attempt(
      () => [{ key: 'a', allowed: 3 }],
      () => Promise.reject(new Error('store away')),
    )
    await expect(failing).rejects.toThrow('store away')
    expect((await try_('a', 'right')).ok).toBe(true)
  })

  it('from made-up addresses do not fill the memory', async () => {
    // At once, because every wrong answer waits for a timer.
    await Promise.all(
      Array.from({ length: 20_010 }, (_, index) => try_(`address ${String(index)}`)),
    )
    expect(guesses.count('address 0')).toBe(0)
    expect(guesses.count('address 20009')).toBe(1)
  })
})
