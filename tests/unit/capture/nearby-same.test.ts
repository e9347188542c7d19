import { describe, expect, test } from 'vitest'
import type { Position } from '../../../shared/geo.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { findNearbySame } from '../../../client/features/capture/duplicates/nearby-same.ts'

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
  observationId: 'mine',
  category: 'lys.slukket',
  position,
})
const ids = (found: ReturnType<typeof findNearbySame>) =>
  found.map(({ observation }) => observation.id)

describe('pins that may be the same', () => {
  test('a pin of the category 11 m away is shown, nearest first', () => {
    const near = pin('near', { position: metresNorth(4) })
    expect(ids(findNearbySame(draft(), [pin('eleven'), near]))).toEqual(['near', 'eleven'])
  })

  test('16 m away is another thing, unless the phones were unsure', () => {
    const far = pin('far', { position: metresNorth(16) })
    expect(findNearbySame(draft(), [far])).toEqual([])
    expect(ids(findNearbySame(draft({ ...here, accuracyMetres: 8 }), [far]))).toEqual(['far'])
    const unsure = pin('unsure', { position: { ...metresNorth(40), accuracyMetres: 30 } })
    expect(ids(findNearbySame(draft(), [unsure]))).toEqual(['unsure'])
  })

  test('a hopeless fix does not make the whole quarter the same', () => {
    const far = pin('far', { position: metresNorth(200) })
    expect(findNearbySame(draft({ ...here, accuracyMetres: 900 }), [far])).toEqual([])
  })

  test('other categories, doubles, withdrawn pins, addresses and the draft itself do not count', () => {
    const others = [
      pin('category', { category: 'lys.blinker' }),
      pin('double', { status: 'duplicate' }),
      pin('withdrawn', { isWithdrawn: true }),
      pin('address', { position: { ...here, source: 'address' } }),
      pin('mine'),
    ]
    expect(findNearbySame(draft(), others)).toEqual([])
  })

  test('without a position nothing is near', () => {
    expect(findNearbySame(draft(null), [pin('eleven')])).toEqual([])
  })
})
