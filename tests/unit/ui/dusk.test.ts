import { expect, test } from 'vitest'
import { isAfterDusk, sunHeight } from '../../../client/ui/styles/dusk.ts'

const aalborg = { longitude: 9.92, latitude: 57.05 }
const at = (text: string) => Date.parse(text)

test('a walk in late October begins after sunset in Aalborg', () => {
  expect(isAfterDusk(at('2026-10-29T18:00:00Z'), aalborg)).toBe(true)
})

test('the sun at midsummer noon in Aalborg is 56 degrees high', () => {
  // 90° - latitude + the tilt of the axis.
  expect(sunHeight(at('2026-06-21T11:22:00Z'), aalborg)).toBeCloseTo(56.4, 0)
})

test('sunset in Aalborg on 29 October 2026 is at about 16.39', () => {
  expect(isAfterDusk(at('2026-10-29T15:30:00Z'), aalborg)).toBe(false)
  expect(isAfterDusk(at('2026-10-29T15:50:00Z'), aalborg)).toBe(true)
})

test('midsummer evening is still light at ten', () => {
  expect(isAfterDusk(at('2026-06-21T20:00:00Z'), aalborg)).toBe(false)
})
