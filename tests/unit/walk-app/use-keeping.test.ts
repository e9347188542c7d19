import { expect, it, vi } from 'vitest'
import { succeed } from '../../../shared/problem.ts'
import { useKeeping } from '../../../client/features/walk/stops/use-keeping.ts'

vi.mock('../../../client/ui/language/use-stop-words.ts', () => ({
  useStopWords: () => ({ t: (key: string) => key }),
}))

it('a press while another one is being written is written after it, also when the first write fails', async () => {
  const { keep, isKeeping, trouble } = useKeeping()
  const written: string[] = []
  let fail = (_: Error) => {}
  const first = keep(() => new Promise((_resolve, reject) => (fail = reject)))
  const second = keep(() => {
    written.push('Regn')
    return Promise.resolve(succeed(undefined))
  })
  await Promise.resolve()
  expect(written).toEqual([])
  expect(isKeeping.value).toBe(true)
  fail(new Error('no room'))
  expect(await first).toBe(false)
  expect(await second).toBe(true)
  expect(written).toEqual(['Regn'])
  expect(trouble.value).toBe('')
  expect(isKeeping.value).toBe(false)
})
