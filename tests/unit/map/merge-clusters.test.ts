import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pixelsOf } from '../../../client/map/map-pixels.ts'
import { mergeTouching } from '../../../client/map/marks/merge-clusters.ts'

const anyCluster = fc.record({
  longitude: fc.double({ min: 9.8, max: 10.1, noNaN: true }),
  latitude: fc.double({ min: 57, max: 57.1, noNaN: true }),
  count: fc.integer({ min: 2, max: 500 }),
})

const sum = (clusters: readonly { count: number }[]) =>
  clusters.reduce((total, { count }) => total + count, 0)

describe('clusters on the map', () => {
  it('never cover each other, and count every pin once', () => {
    fc.assert(
      fc.property(
        fc.array(anyCluster, { maxLength: 40 }),
        fc.integer({ min: 9, max: 16 }),
        (clusters, zoom) => {
          const merged = mergeTouching(clusters, zoom)
          expect(sum(merged)).toBe(sum(clusters))
          for (const [index, a] of merged.entries()) {
            for (const b of merged.slice(index + 1)) {
              const [one, other] = [pixelsOf(a, zoom), pixelsOf(b, zoom)]
              expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(48)
            }
          }
        },
      ),
    )
  })

  it('stand in the middle of all their pins', () => {
    const clusters = [
      { longitude: 9.9, latitude: 57.05, count: 3 },
      { longitude: 9.9004, latitude: 57.05, count: 1 },
    ]
    const [only, ...others] = mergeTouching(clusters, 12)
    expect(others).toEqual([])
    expect(only?.count).toBe(4)
    expect(only?.longitude).toBeCloseTo(9.9001, 6)
  })

  it('stay apart where there is room', () => {
    const clusters = [
      { longitude: 9.9, latitude: 57.05, count: 3 },
      { longitude: 9.95, latitude: 57.05, count: 5 },
    ]
    expect(mergeTouching(clusters, 14).map(({ count }) => count)).toEqual([5, 3])
  })
})
