import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../../../../shared/geo.ts'
import { farthestStopMetres, nearestStop } from '../../../../shared/walk/nearest-stop.ts'

const tunnel = { id: 'tunnel', longitude: 9.97655, latitude: 57.02812 }
/** About 111 m per 0.001° of latitude. */
const north = (degrees: number) => ({ ...tunnel, latitude: tunnel.latitude + degrees })

const place = fc.record({
  longitude: fc.double({ min: 9.97, max: 9.99, noNaN: true }),
  latitude: fc.double({ min: 57.02, max: 57.03, noNaN: true }),
})

describe('the stop that a finding belongs to', () => {
  it('is the nearest one, and none when all of them are too far away', () => {
    const far = { ...north(0.002), id: 'far' }
    expect(nearestStop(tunnel, [far, tunnel])?.id).toBe('tunnel')
    expect(nearestStop(north(0.0012), [far, tunnel])?.id).toBe('far')
    expect(nearestStop(north(-0.0013), [far, tunnel])?.id).toBe('tunnel')
    expect(nearestStop(north(-0.0014), [far, tunnel])).toBeUndefined()
    expect(nearestStop(tunnel, [])).toBeUndefined()
  })

  it('is the earlier one of two stops at the same place', () => {
    const again = { ...tunnel, id: 'again' }
    expect(nearestStop(north(0.0001), [tunnel, again])?.id).toBe('tunnel')
    expect(nearestStop(north(0.0001), [again, tunnel])?.id).toBe('again')
  })

  it('is never farther away than any other stop, and only missing when all are too far', () => {
    fc.assert(
      fc.property(place, fc.array(place, { maxLength: 10 }), (here, stops) => {
        const least = Math.min(Infinity, ...stops.map((stop) => distanceMetres(here, stop)))
        const stop = nearestStop(here, stops)
        expect(stop === undefined).toBe(least > farthestStopMetres)
        expect(stop ? distanceMetres(here, stop) : least).toBe(least)
      }),
    )
  })
})
