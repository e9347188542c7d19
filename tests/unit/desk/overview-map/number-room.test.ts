import { describe, expect, it } from 'vitest'
import { roomForNumbers } from '../../../../client/map/marks/number-room.ts'
import type { MapPin } from '../../../../client/map/map-content.ts'

const zoom = 17
const degreesPerPixel = 360 / (256 * 2 ** zoom)
/** By the middle of the map at the equator, where a pixel is as high as it is wide. */
const markAt = (x: number, y: number, numbers: readonly (number | undefined)[] = [1007]) => {
  const place = { longitude: x * degreesPerPixel, latitude: -y * degreesPerPixel }
  const id = `${x}/${y}`
  const pin = (number: number | undefined): MapPin => ({
    ...{ ...place, id, category: 'lys.slukket', family: 'open', label: '', number },
  })
  return { ...place, id, pins: numbers.map(pin), stops: [] }
}
const numbered = (
  marks: readonly ReturnType<typeof markAt>[],
  { clusters = [], at = zoom }: { clusters?: { x: number; y: number }[]; at?: number } = {},
) => {
  const circles = clusters.map(({ x, y }) => ({ ...markAt(x, y), count: 7, label: '' }))
  return [...roomForNumbers({ stacks: marks, clusters: circles }, at)]
}

describe('a pin’s number', () => {
  it('stands under it from zoom 16 on', () => {
    expect(numbered([markAt(0, 0)])).toEqual(['0/0'])
    expect(numbered([markAt(0, 0)], { at: 15 })).toEqual([])
  })

  it('covers neither a pin nor a circle nor another number', () => {
    expect(numbered([markAt(0, 0), markAt(20, 50)])).toEqual(['20/50'])
    expect(numbered([markAt(0, 0)], { clusters: [{ x: 40, y: -20 }] })).toEqual([])
    expect(numbered([markAt(0, 0, [1_000_000]), markAt(50, 0)])).toEqual(['0/0'])
    expect(numbered([markAt(0, 0), markAt(50, 0)])).toEqual(['0/0', '50/0'])
  })

  it('is not shown for several, nor where the server has not told it', () => {
    expect(numbered([markAt(0, 0, [1007, 1008]), markAt(200, 0, [undefined])])).toEqual([])
  })
})
