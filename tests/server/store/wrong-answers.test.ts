import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WrongAnswers } from '../../../server/http/limits/wrong-answers.ts'
import { readWrongAnswers } from '../../../server/store/identity/wrong-answer-store.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'

let store: TestDatabase
let now: number
let guesses: WrongAnswers

beforeAll(async () => {
  store = await openTestDatabase()
})
afterAll(() => store.drop())
beforeEach(async () => {
  await store.truncate()
  now = 1_000_000
  guesses = open()
})

const open = () => new WrongAnswers({ store, now: () => now, windowMs: 60_000, delayMs: 0 })

const limitsOf = (key: string) => ({ keys: [key] as [string], allowed: () => [3] })
const try_ = (key: string, value?: string, process = guesses) =>
  process.attempt(limitsOf(key), async () => value)
const right = { ok: true, value: 'right' }
const wrong = { ok: true, value: undefined }
const tooMany = (seconds: number) => ({
  ok: false,
  problem: { code: 'too-many-requests', detail: { seconds } },
})
const countOf = async (key: string) => (await readWrongAnswers(store, [key], now))[0]?.count

describe('wrong answers', () => {
  it('are let through until there are too many, and then right ones are refused too', async () => {
    for (let index = 0; index < 3; index += 1) expect(await try_('a')).toEqual(wrong)
    expect(await try_('a', 'right')).toEqual(tooMany(60))
    expect(await try_('b', 'right')).toEqual(right)
  })

  it('are forgotten when the window since the first one has passed, and not before', async () => {
    await try_('a')
    now += 30_000
    await try_('a')
    await try_('a')
    now += 29_000
    expect(await try_('a', 'right')).toEqual(tooMany(1))
    now += 1_000
    expect(await try_('a', 'right')).toEqual(right)
    await try_('a')
    expect(await countOf('a')).toBe(1)
  })

  it('are not counted when they turn out right', async () => {
    for (let index = 0; index < 20; index += 1) expect(await try_('a', 'right')).toEqual(right)
    expect(await countOf('a')).toBe(0)
  })

  it('sent all at once to one process are checked one after the other', async () => {
    let lookedAt = 0
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        guesses.attempt(limitsOf('a'), async () => {
          lookedAt += 1
          return undefined
        }),
      ),
    )
    expect(lookedAt).toBe(3)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3)
  })

  it('that use up the tries at another process meanwhile make a right guess fail like a wrong one', async () => {
    const other = open()
    const late = guesses.attempt(limitsOf('a'), async () => {
      for (let index = 0; index < 3; index += 1) await try_('a', undefined, other)
      return 'right'
    })
    expect(await late).toEqual(tooMany(60))
  })

  it('can still be counted after a guess whose check has failed', async () => {
    const failing = guesses.attempt(limitsOf('a'), () => Promise.reject(new Error('store away')))
    await expect(failing).rejects.toThrow('store away')
    expect(await try_('a', 'right')).toEqual(right)
  })

  it('do not fill the table once they are forgotten', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => try_(`address ${String(index)}`)))
    now += 60_000
    for (const key of ['a', 'b']) await try_(key)
    const rows = await store.db.selectFrom('wrong_answers').select('key').execute()
    expect(rows).toHaveLength(2)
  })

  it('are counted under keys of any length', async () => {
    expect(await try_('å'.repeat(10_000))).toEqual(wrong)
    expect(await countOf('å'.repeat(10_000))).toBe(1)
  })
})
