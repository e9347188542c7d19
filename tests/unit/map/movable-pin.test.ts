import { beforeAll, describe, expect, it } from 'vitest'
import { distanceMetres } from '../../../shared/geo.ts'
import { stubPageForLeaflet } from './stub-page.ts'

describe('a movable pin', () => {
  let pin: typeof import('../../../client/map/marks/use-movable-pin.ts')
  beforeAll(async () => {
    stubPageForLeaflet()
    pin = await import('../../../client/map/marks/use-movable-pin.ts')
  })
  const start = { longitude: 9.97655, latitude: 57.02812 }

  it('moves by one metre an arrow key, by ten with shift, in the direction of the arrow', () => {
    for (const [key, axis, sign] of [
      ['ArrowUp', 'latitude', 1],
      ['ArrowDown', 'latitude', -1],
      ['ArrowRight', 'longitude', 1],
      ['ArrowLeft', 'longitude', -1],
    ] as const) {
      for (const [shiftKey, metres] of [
        [false, 1],
        [true, 10],
      ] as const) {
        const step = pin.stepOfKey({ key, shiftKey })!
        const moved = pin.moveByMetres(start, step)
        expect(distanceMetres(start, moved)).toBeCloseTo(metres, 1)
        expect(Math.sign(moved[axis] - start[axis])).toBe(sign)
      }
    }
  })

  it('ignores other keys', () => {
    expect(pin.stepOfKey({ key: 'Tab', shiftKey: false })).toBeUndefined()
    expect(pin.stepOfKey({ key: 'Enter', shiftKey: false })).toBeUndefined()
  })
})
