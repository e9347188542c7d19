import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceMetres } from '../../../../shared/geo.ts'
import {
  stopsThroughMarks,
  tourMetres,
  turns,
  type MarkGroup,
} from '../../../../shared/walk/stops-through-marks.ts'

const group = fc.record<MarkGroup>({
  longitude: fc.integer({ min: 0, max: 200 }).map((step) => 9.95 + step / 10_000),
  latitude: fc.integer({ min: 0, max: 200 }).map((step) => 57.02 + step / 10_000),
  count: fc.integer({ min: 1, max: 40 }),
})
const groups = fc.array(group, { maxLength: 30 })
const placeOf = ({ longitude, latitude }: MarkGroup) => `${String(longitude)} ${String(latitude)}`

describe('a route that is suggested through marks', () => {
  it('has at most 10 stops, all of them at marks, none within 60 metres of another, and none without a mark', () => {
    fc.assert(
      fc.property(groups, (marks) => {
        const stops = stopsThroughMarks(marks)
        expect(stops.length).toBeLessThanOrEqual(10)
        expect(stops.length > 0).toBe(marks.length > 0)
        const places = new Set(marks.map(placeOf))
        expect(stops.every((stop) => places.has(placeOf(stop)))).toBe(true)
        const tooNear = stops.flatMap((a, index) =>
          stops.slice(index + 1).filter((b) => distanceMetres(a, b) < 60),
        )
        expect(tooNear).toEqual([])
      }),
    )
  })

  it('counts every mark once as long as there is room for all places', () => {
    fc.assert(
      fc.property(groups, (marks) => {
        const sum = (some: readonly MarkGroup[]) => some.reduce((all, { count }) => all + count, 0)
        expect(sum(stopsThroughMarks(marks, { most: 100 }))).toBe(sum(marks))
      }),
      { numRuns: 30 },
    )
  })

  it('is the same in whatever order the marks come', () => {
    const shuffled = groups.chain((marks) =>
      fc.tuple(fc.constant(marks), fc.shuffledSubarray(marks, { minLength: marks.length })),
    )
    fc.assert(
      fc.property(shuffled, ([marks, others]) => {
        expect(stopsThroughMarks(others)).toEqual(stopsThroughMarks(marks))
      }),
    )
  })

  it('cannot be made shorter by walking one stretch of it the other way', () => {
    fc.assert(
      fc.property(groups, (marks) => {
        const tour = stopsThroughMarks(marks)
        const best = Math.min(tourMetres(tour), ...turns(tour).map(tourMetres))
        expect(tourMetres(tour) - best).toBeLessThan(0.001)
      }),
    )
  })

  it('begins at the place that is nearest to where it goes on from', () => {
    const marks = [9.95, 9.96, 9.97].map((longitude) => ({ longitude, latitude: 57.02, count: 1 }))
    const start = { longitude: 9.98, latitude: 57.02 }
    expect(stopsThroughMarks(marks, { start }).map(({ longitude }) => longitude)).toEqual([
      9.97, 9.96, 9.95,
    ])
    expect(stopsThroughMarks(marks)[0]?.longitude).toBe(9.95)
  })
})
