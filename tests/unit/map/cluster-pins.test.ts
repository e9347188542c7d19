import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusterAbove, clusterPins } from '../../../client/map/cluster-pins.ts'
import type { MapPin } from '../../../client/map/map-content.ts'

const pinAt = (id: string, longitude: number, latitude: number): MapPin => ({
  id,
  longitude,
  latitude,
  category: 'lys.slukket',
  family: 'open',
  label: id,
})
const crowd = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    pinAt(`pin-${index}`, 9.9 + (index % 10) / 1_000, 57.04 + Math.floor(index / 10) / 1_000),
  )

describe('clusters of the walk app', () => {
  it('shows each pin as long as there are not many', () => {
    const pins = crowd(clusterAbove)
    expect(clusterPins(pins, 14, null)).toEqual({ pins, groups: [] })
  })

  it('never loses or doubles a pin', () => {
    const place = fc.tuple(
      fc.double({ min: 9.8, max: 10, noNaN: true }),
      fc.double({ min: 57, max: 57.1, noNaN: true }),
    )
    fc.assert(
      fc.property(
        fc.array(place, { minLength: clusterAbove + 1, maxLength: 200 }),
        fc.integer({ min: 8, max: 17 }),
        (places, zoom) => {
          const pins = places.map(([lon, lat], index) => pinAt(`pin-${index}`, lon, lat))
          const { pins: single, groups } = clusterPins(pins, zoom, 'pin-0')
          const shown = [...single, ...groups.flatMap((group) => group.pins)].map((pin) => pin.id)
          expect(shown.toSorted()).toEqual(pins.map((pin) => pin.id).toSorted())
          expect(groups.every((group) => group.pins.length > 1)).toBe(true)
        },
      ),
    )
  })

  it('does not hide the selected pin in a group', () => {
    const { pins } = clusterPins(crowd(80), 10, 'pin-42')
    expect(pins.map((pin) => pin.id)).toContain('pin-42')
  })

  it('keeps the groups when a pin far away appears', () => {
    const pins = crowd(80)
    const before = clusterPins(pins, 13, null).groups.map((group) => group.id)
    const after = clusterPins([...pins, pinAt('new', 10.2, 57.2)], 13, null).groups
    expect(after.map((group) => group.id)).toEqual(before)
  })

  it('puts a group in the middle of its pins', () => {
    const { groups } = clusterPins(crowd(80), 6, null)
    expect(groups).toHaveLength(1)
    expect(groups[0]?.longitude).toBeCloseTo(9.9045, 4)
    expect(groups[0]?.pins).toHaveLength(80)
  })
})
