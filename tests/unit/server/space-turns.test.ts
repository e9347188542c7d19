import { expect, test } from 'vitest'
import { StoreAwayError } from '../../../server/store/database/database.ts'
import { spaceTurns } from '../../../server/sync/push/space-turns.ts'

/** Work that ends when the test says so; `begun` names what has begun, in order. */
function makeWork(maxConcurrent: number) {
  const begun: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const takeTurn = spaceTurns(maxConcurrent)
  const begin = (name: string) =>
    takeTurn(name.charAt(0), () => {
      begun.push(name)
      return new Promise<string>((resolve, reject) => {
        ends.set(name, (error) => {
          if (error) reject(error)
          else resolve(name)
        })
      })
    })
  return { begun, begin, end: (name: string, error?: Error) => ends.get(name)?.(error) }
}
const settled = () => new Promise(setImmediate)

test('work of one space runs one after the other, and that of another space beside it', async () => {
  const { begun, begin, end } = makeWork(4)
  const first = begin('a1')
  void begin('a2')
  void begin('b1')
  expect(begun).toEqual(['a1', 'b1'])
  end('a1')
  expect(await first).toBe('a1')
  await settled()
  expect(begun).toEqual(['a1', 'b1', 'a2'])
})

test('at most maxConcurrent spaces work at the same time', async () => {
  const { begun, begin, end } = makeWork(2)
  for (const name of ['a1', 'b1', 'c1', 'a2']) void begin(name)
  expect(begun).toEqual(['a1', 'b1'])
  end('b1')
  await settled()
  expect(begun).toEqual(['a1', 'b1', 'c1'])
})

test('when the store is away, what waits for the same space fails with it, and later work runs', async () => {
  const { begun, begin, end } = makeWork(1)
  const failed = ['a1', 'a2'].map((name) => begin(name).catch((error: Error) => error.message))
  void begin('b1')
  end('a1', new StoreAwayError('away'))
  expect(await Promise.all(failed)).toEqual(['away', 'away'])
  await settled()
  void begin('a3')
  end('b1')
  await settled()
  expect(begun).toEqual(['a1', 'b1', 'a3'])
})

test('an error of one piece of work is not an error of those that wait behind it', async () => {
  const { begun, begin, end } = makeWork(1)
  const first = begin('a1').catch((error: Error) => error.message)
  const second = begin('a2')
  end('a1', new Error('a fault'))
  expect(await first).toBe('a fault')
  await settled()
  expect(begun).toEqual(['a1', 'a2'])
  end('a2')
  expect(await second).toBe('a2')
})
