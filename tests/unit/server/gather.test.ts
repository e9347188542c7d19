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

test('what is asked while there is a free lane waits for nobody', () => {
  const { groups, run } = makeRuns()
  const ask = gather({ lanes: 2, most: 8, run })
  void ask('a')
  void ask('b')
  void ask('c')
  expect(groups.map(({ asked }) => asked)).toEqual([['a'], ['b']])
})

test('what comes in meanwhile goes together, in the order of asking, and everybody gets an answer', async () => {
  const { groups, run } = makeRuns()
  const ask = gather({ lanes: 1, most: 2, run })
  const answers = Promise.all(['a', 'b', 'c', 'd'].map(ask))
  for (let turn = 0; turn < 3; turn += 1) {
    groups.at(-1)?.end()
    await settled()
  }
  expect(await answers).toEqual(['A', 'B', 'C', 'D'])
  expect(groups.map(({ asked }) => asked)).toEqual([['a'], ['b', 'c'], ['d']])
})

test('a second lane is for those who deserve one', () => {
  const { groups, run } = makeRuns()
  const ask = gather({ lanes: 2, deservesLane: ({ length }) => length > 1, most: 8, run })
  void ask('a')
  void ask('b')
  expect(groups.map(({ asked }) => asked)).toEqual([['a']])
  void ask('c')
  expect(groups.map(({ asked }) => asked)).toEqual([['a'], ['b', 'c']])
})

test('what does not fit waits for the next free lane', async () => {
  const { groups, run } = makeRuns()
  const fits = (group: readonly string[], asked: string) => !group.includes(asked)
  const ask = gather({ lanes: 1, most: 8, fits, run })
  for (const one of ['x', 'a', 'a', 'b']) void ask(one)
  groups[0]?.end()
  await settled()
  groups[1]?.end()
  await settled()
  expect(groups.map(({ asked }) => asked)).toEqual([['x'], ['a', 'b'], ['a']])
})

test('a group that fails is told to those who are in it, and the next one runs', async () => {
  const { groups, run } = makeRuns()
  const ask = gather({ lanes: 1, most: 8, run })
  const failed = ask('a').catch((error: Error) => error.message)
  const next = ask('b')
  groups[0]?.end(new Error('away'))
  expect(await failed).toBe('away')
  groups[1]?.end()
  expect(await next).toBe('B')
})

test('an answer that is still under way takes no lane', async () => {
  let answer = (_: string) => {}
  const slow = new Promise<string>((resolve) => (answer = resolve))
  const ask = gather<string, string>({
    lanes: 1,
    most: 1,
    run: async ([asked = '']) => [asked === 'slow' ? slow : asked],
  })
  const first = ask('slow')
  expect(await ask('b')).toBe('b')
  answer('in the end')
  expect(await first).toBe('in the end')
})
