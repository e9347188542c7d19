import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { stubPageForLeaflet } from './stub-page.ts'

describe('the conversion to Leaflet’s coordinates', () => {
  let coordinates: typeof import('../../../client/map/leaflet-coordinates.ts')
  beforeAll(async () => {
    stubPageForLeaflet()
    coordinates = await import('../../../client/map/leaflet-coordinates.ts')
  })

  it('gives Leaflet latitude first, and all other code longitude first', () => {
    const place = coordinates.toLatLng({ longitude: 9.97655, latitude: 57.02812 })
    expect([place.lat, place.lng]).toEqual([57.02812, 9.97655])
    expect(coordinates.toPosition(place)).toEqual({
      longitude: 9.97655,
      latitude: 57.02812,
      source: 'map',
    })
  })

  it('can be reverted within a centimetre, anywhere', () => {
    const longitude = fc.double({ min: -179.99, max: 179.99, noNaN: true })
    const latitude = fc.double({ min: -85, max: 85, noNaN: true })
    fc.assert(
      fc.property(longitude, latitude, (east, north) => {
        const point = coordinates.toPoint(
          coordinates.toLatLng({ longitude: east, latitude: north }),
        )
        expect(Math.abs(point.longitude - east)).toBeLessThan(1e-7)
        expect(Math.abs(point.latitude - north)).toBeLessThan(1e-7)
      }),
    )
  })

  it('keeps west, south, east, north in that order', () => {
    const box = [9.8, 57, 10.05, 57.1] as const
    const bounds = coordinates.toLeafletBounds(box)
    expect([bounds.getWest(), bounds.getNorth()]).toEqual([9.8, 57.1])
    expect(coordinates.toBox(bounds)).toEqual(box)
  })

  it('swaps every pair of a route', () => {
    const [first] = coordinates.toLatLngs([[9.9, 57.05]])
    expect([first?.lat, first?.lng]).toEqual([57.05, 9.9])
  })
})
