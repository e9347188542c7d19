import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInsideBox, type Position } from '../../../shared/geo.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { boxOfNearbySame, findNearbySame } from '../../../shared/observation/nearby-same.ts'

/** Walk 16.1 of domain.md, no. 1: two phones pinned the tunnel 11 m apart. */
const here: Position = { longitude: 9.97655, latitude: 57.02812, source: 'gps' }
const metresNorth = (metres: number): Position => ({
  ...here,
  latitude: here.latitude + metres / 111_195,
})
const pin = (id: string, change: Partial<VisibleObservation> = {}) =>
  ({
    id,
    category: 'lys.slukket',
    position: metresNorth(11),
    status: 'received',
    isWithdrawn: false,
    ...change,
  }) as VisibleObservation
const draft = (position: Position | null = here) => ({
  id: 'mine',
  category: 'lys.slukket',
  position,
})
const ids = (found: ReturnType<typeof findNearbySame>) =>
  found.map(({ observation }) => observation.id)

describe('the pins that may be the same', () => {
  test('include one of the category 11 m away, nearest first', () => {
    const near = pin('near', { position: metresNorth(4) })
    expect(ids(findNearbySame(draft(), [pin('eleven'), near]))).toEqual(['near', 'eleven'])
  })

  test('exclude one 16 m away, unless the phones were unsure', () => {
    const far = pin('far', { position: metresNorth(16) })
    expect(findNearbySame(draft(), [far])).toEqual([])
    expect(ids(findNearbySame(draft({ ...here, accuracyMetres: 8 }), [far]))).toEqual(['far'])
    const unsure = pin('unsure', { position: { ...metresNorth(40), accuracyMetres: 30 } })
    expect(ids(findNearbySame(draft(), [unsure]))).toEqual(['unsure'])
  })

  test('do not include a whole quarter because of one hopeless fix', () => {
    const far = pin('far', { position: metresNorth(200) })
    expect(findNearbySame(draft({ ...here, accuracyMetres: 900 }), [far])).toEqual([])
  })

  test('exclude other categories, duplicates, withdrawn pins, addresses and the draft itself', () => {
    const others = [
      pin('category', { category: 'lys.blinker' }),
      pin('double', { status: 'duplicate' }),
      pin('withdrawn', { isWithdrawn: true }),
      pin('address', { position: { ...here, source: 'address' } }),
      pin('mine'),
    ]
    expect(findNearbySame(draft(), others)).toEqual([])
  })

  test('are none without a position', () => {
    expect(findNearbySame(draft(null), [pin('eleven')])).toEqual([])
  })

  test('are inside the box in which the desk requests them, however inaccurate both positions are', () => {
    const metres = fc.double({ min: -120, max: 120, noNaN: true })
    const accuracy = fc.double({ min: 0, max: 200, noNaN: true })
    const pair = fc.record({ north: metres, east: metres, own: accuracy, other: accuracy })
    const metresPerDegree = 111_195 * Math.cos((here.latitude * Math.PI) / 180)
    fc.assert(
      fc.property(pair, ({ north, east, own, other }) => {
        const around = { ...here, accuracyMetres: own }
        const longitude = here.longitude + east / metresPerDegree
        const position = { ...metresNorth(north), longitude, accuracyMetres: other }
        if (findNearbySame(draft(around), [pin('near', { position })]).length === 0) return
        expect(isInsideBox(position, boxOfNearbySame(around))).toBe(true)
      }),
      { examples: [[{ north: 84, east: 0, own: 200, other: 200 }]] },
    )
  })
})
