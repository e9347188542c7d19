import { expect, test } from 'vitest'
import { gather } from '../../../server/store/database/gather.ts'

/** Groups that end when told to. */
function makeRuns() {
  const groups: { asked: readonly string[]; end: (error?: Error) => void }[] = []
  const run = (asked: readonly string[]) =>
    new Promise<string[]>((resolve, reject) => {
      groups.push({
        asked,
        end: (error) => {
          if (error) reject(error)
          else resolve(asked.map((one) => one.toUpperCase()))
        },
      })
    })
  return { groups, run }
}
const settled = () => new Promise(setImmediate)

test('a request runs at once while fewer groups than allowed are running', () => {
  const { groups, run } = makeRuns()
  const ask = gather({ maxConcurrent: 2, maxBatch: 8, run })
  void ask('a')
  void ask('b')
  void ask('c')
  expect(groups.map(({ asked }) => asked)).toEqual([['a'], ['b']])
})

test('requests that come in meanwhile run together in their order, and each gets its response', async () => {
  const { groups, run } = makeRuns()
  const ask = gather({ maxConcurrent: 1, maxBatch: 2, run })
  const answers = Promise.all(['a', 'b', 'c', 'd'].map(ask))
  for (let turn = 0; turn < 3; turn += 1) {
    groups.at(-1)?.end()
    await settled()
  }
  expect(await answers).toEqual(['A', 'B', 'C', 'D'])
  expect(groups.map(({ asked }) => asked)).toEqual([['a'], ['b', 'c'], ['d']])
})

test('a request that does not fit the group waits for the next one', async () => {
  const { groups, run } = makeRuns()
  const fits = (group: readonly string[], asked: string) => !group.includes(asked)
  const ask = gather({ maxConcurrent: 1, maxBatch: 8, fits, run })
  for (const one of ['x', 'a', 'a', 'b']) void ask(one)
  groups[0]?.end()
  await settled()
  groups[1]?.end()
  await settled()
  expect(groups.map(({ asked }) => asked)).toEqual([['x'], ['a', 'b'], ['a']])
})

test('a failing group rejects its own requests, and the next group runs', async () => {
  const { groups, run } = makeRuns()
  const ask = gather({ maxConcurrent: 1, maxBatch: 8, run })
  const failed = ask('a').catch((error: Error) => error.message)
  const next = ask('b')
  groups[0]?.end(new Error('away'))
  expect(await failed).toBe('away')
  groups[1]?.end()
  expect(await next).toBe('B')
})
