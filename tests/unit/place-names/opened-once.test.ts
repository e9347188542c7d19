import { expect, it, vi } from 'vitest'
import { openedOnce } from '../../../client/ui/places/find-place-name.ts'

const algade = { longitude: 9.97, latitude: 57.02 }
const answer = () => Promise.resolve({ street: 'Algade' })

it('the map is opened by the first question and stays open for all others', async () => {
  const open = vi.fn(() => Promise.resolve(answer))
  const find = openedOnce(open)
  expect(open).not.toHaveBeenCalled()
  expect(await Promise.all([find(algade), find(algade)])).toEqual([
    { street: 'Algade' },
    { street: 'Algade' },
  ])
  await find(algade)
  expect(open).toHaveBeenCalledOnce()
})

it('a map that could not be opened is opened again by the next question', async () => {
  const open = vi.fn(() => Promise.resolve(answer))
  open.mockRejectedValueOnce(new Error('away'))
  const find = openedOnce(open)
  await expect(find(algade)).rejects.toThrow('away')
  expect(await find(algade)).toEqual({ street: 'Algade' })
})
