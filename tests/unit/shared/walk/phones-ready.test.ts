import { expect, it } from 'vitest'
import { byReadiness, readyState } from '../../../../shared/walk/phones-ready.ts'

const at = '2026-10-29T18:00:00.000Z'
const ready = { readiness: { missing: [], without: ['position' as const], at } }
const unready = { readiness: { missing: ['map' as const], without: [], at } }

it('a phone is called ready only when it has said so itself and nothing was missing', () => {
  expect(readyState(ready)).toBe('ready')
  expect(readyState(unready)).toBe('notReady')
  expect(readyState({ readiness: null })).toBe('unknown')
  expect(readyState({})).toBe('unknown')
})

it('phones that somebody has to do something about come first', () => {
  const silent = { readiness: null }
  expect(byReadiness([ready, silent, unready])).toEqual([unready, silent, ready])
})
