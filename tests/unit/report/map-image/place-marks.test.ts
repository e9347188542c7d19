import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areTouching,
  boxOf,
  placeMarks,
  type Mark,
} from '../../../../server/report/map-image/place-marks.ts'

const frame = {
  width: 1_000,
  height: 600,
  taken: [{ left: 12, top: 550, right: 180, bottom: 588 }],
}
const mark = (x: number, y: number): Mark => ({
  ...{ kind: 'pin', label: '12', place: { x, y }, width: 26, height: 21 },
})

describe('the numbers on the map of a report', () => {
  it('stand at their places where there is room', () => {
    const places = [mark(100, 100), mark(140, 100), mark(500, 300)]
    expect(placeMarks(places, frame).map(({ at }) => at)).toEqual(places.map(({ place }) => place))
  })

  it('never cover each other, the scale or the edge, also when many have one place', () => {
    const anyPlace = fc.record({
      x: fc.oneof(fc.constant(300), fc.integer({ min: 0, max: 1_000 })),
      y: fc.oneof(fc.constant(300), fc.integer({ min: 0, max: 600 })),
    })
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 70 }), (places) => {
        const placed = placeMarks(
          places.map(({ x, y }) => mark(x, y)),
          frame,
        )
        const boxes = placed.map((one) => boxOf(one, one.at))
        const all = [...frame.taken, ...boxes]
        for (const [index, box] of all.entries()) {
          expect(all.slice(index + 1).filter((other) => areTouching(box, other))).toEqual([])
        }
        expect(boxes.filter(({ left, top }) => left < 0 || top < 0)).toEqual([])
        expect(boxes.filter(({ right, bottom }) => right > 1_000 || bottom > 600)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})
