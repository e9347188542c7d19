import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cellOf,
  cellZoom,
  coverBox,
  finestZoomOf,
  mergeRanges,
  rangeOf,
  rangesOfBox,
  roughRangesOf,
  tilesWithin,
} from '../../../server/store/desk/cell-cover.ts'
import { boxOfTile, coveringTiles, tileAt } from '../../../shared/tile-grid.ts'
import { isInsideBox, type BoundingBox } from '../../../shared/geo.ts'

const anyPoint = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -85, max: 85, noNaN: true }),
})
const anyTile = fc.integer({ min: 0, max: cellZoom }).chain((z) =>
  fc.record({
    z: fc.constant(z),
    x: fc.nat({ max: 2 ** z - 1 }),
    y: fc.nat({ max: 2 ** z - 1 }),
  }),
)
/** Boxes of a map window: from a street corner to a country. */
const anyBox: fc.Arbitrary<BoundingBox> = fc
  .tuple(anyPoint, fc.double({ min: -4, max: 1, noNaN: true }))
  .map(([{ longitude, latitude }, power]) => {
    const size = 10 ** power
    return [longitude, latitude, Math.min(180, longitude + size), Math.min(85, latitude + size / 2)]
  })

const cellAt = (longitude: number, latitude: number) =>
  cellOf(tileAt(longitude, latitude, cellZoom))

describe('tiles as ranges of cells', () => {
  it('a tile’s range holds the cells of its own points and no others', () => {
    fc.assert(
      fc.property(anyPoint, anyTile, ({ longitude, latitude }, tile) => {
        const { low, high } = rangeOf(tile)
        const cell = cellAt(longitude, latitude)
        const { x, y } = tileAt(longitude, latitude, tile.z)
        expect(cell >= low && cell < high).toBe(x === tile.x && y === tile.y)
      }),
    )
  })

  it('a tile’s middle lies in the tile', () => {
    fc.assert(
      fc.property(anyTile, (tile) => {
        const [west, south, east, north] = boxOfTile(tile)
        expect(tileAt((west + east) / 2, (south + north) / 2, tile.z)).toEqual(tile)
      }),
    )
  })

  it('merged ranges hold the same cells, apart and in order', () => {
    const anyRange = fc
      .tuple(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 6 }))
      .map(([low, length]) => ({ low: BigInt(low), high: BigInt(low + length) }))
    fc.assert(
      fc.property(fc.array(anyRange), (ranges) => {
        const merged = mergeRanges(ranges)
        const holds = (list: typeof ranges, cell: bigint) =>
          list.some(({ low, high }) => cell >= low && cell < high)
        for (let cell = 0n; cell < 50n; cell += 1n) {
          expect(holds(merged, cell)).toBe(holds(ranges, cell))
        }
        merged.slice(1).forEach(({ low }, index) => {
          expect(low > (merged[index]?.high ?? 0n)).toBe(true)
        })
      }),
    )
  })
})

describe('a box as tiles', () => {
  const isCovered = (ranges: readonly { low: bigint; high: bigint }[], cell: bigint) =>
    ranges.some(({ low, high }) => cell >= low && cell < high)

  it('covers every point of the box, and whole tiles hold only points of it', () => {
    fc.assert(
      fc.property(anyBox, fc.double({ min: 0, max: 1, noNaN: true }), (box, share) => {
        const [west, south, east, north] = box
        const { inside } = coverBox(box, finestZoomOf(box))
        const ranges = rangesOfBox(box)
        for (const [longitude, latitude] of [
          [west, south],
          [east, north],
          [west + (east - west) * share, south + (north - south) * share],
        ] as const) {
          expect(isCovered(ranges, cellAt(longitude, latitude))).toBe(true)
        }
        for (const tile of inside.slice(0, 20)) {
          const [left, low, right, high] = boxOfTile(tile)
          expect(isInsideBox({ longitude: left, latitude: low }, box)).toBe(true)
          expect(isInsideBox({ longitude: right, latitude: high }, box)).toBe(true)
        }
      }),
    )
  })

  it('lies within a handful of rough ranges', () => {
    fc.assert(
      fc.property(anyBox, fc.double({ min: 0, max: 1, noNaN: true }), (box, share) => {
        const [west, south, east, north] = box
        const ranges = roughRangesOf(box)
        expect(ranges.length).toBeLessThanOrEqual(9)
        for (const [longitude, latitude] of [
          [west, south],
          [east, north],
          [west + (east - west) * share, south + (north - south) * share],
        ] as const) {
          expect(isCovered(ranges, cellAt(longitude, latitude))).toBe(true)
        }
      }),
    )
  })

  it('needs few tiles, whatever its size', () => {
    fc.assert(
      fc.property(anyBox, (box) => {
        const { inside, edge } = coverBox(box, finestZoomOf(box))
        expect(inside.length + edge.length).toBeLessThan(700)
        expect(rangesOfBox(box).length).toBeLessThan(300)
      }),
    )
  })
})

describe('a rectangle of tiles', () => {
  it('is made of larger tiles without gap or overlap', () => {
    const anyRectangle = fc.integer({ min: 1, max: 7 }).chain((zoom) =>
      fc
        .tuple(...[0, 1, 2, 3].map(() => fc.nat({ max: 2 ** zoom - 1 })))
        .map(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => ({
          zoom,
          first: { z: zoom, x: Math.min(x1, x2), y: Math.min(y1, y2) },
          last: { z: zoom, x: Math.max(x1, x2), y: Math.max(y1, y2) },
        })),
    )
    fc.assert(
      fc.property(anyRectangle, ({ zoom, first, last }) => {
        const ranges = tilesWithin({ zoom, first, last }).map((tile) => rangeOf(tile, zoom))
        const cells = ranges.flatMap(({ low, high }) =>
          Array.from({ length: Number(high - low) }, (_, index) => low + BigInt(index)),
        )
        const expected: bigint[] = []
        for (let x = first.x; x <= last.x; x += 1) {
          for (let y = first.y; y <= last.y; y += 1) expected.push(cellOf({ z: zoom, x, y }))
        }
        const order = (a: bigint, b: bigint) => (a < b ? -1 : 1)
        expect(cells.toSorted(order)).toEqual(expected.toSorted(order))
      }),
    )
  })
})

const isTouched = ([west, south, east, north]: BoundingBox, box: BoundingBox): boolean =>
  west <= box[2] && east >= box[0] && south <= box[3] && north >= box[1]

const sumOfAreas = (boxes: readonly BoundingBox[]): number =>
  boxes.reduce((sum, [west, south, east, north]) => sum + (east - west) * (north - south), 0)

const boxAround = (boxes: readonly BoundingBox[]): BoundingBox => [
  Math.min(...boxes.map(([west]) => west)),
  Math.min(...boxes.map(([, south]) => south)),
  Math.max(...boxes.map(([, , east]) => east)),
  Math.max(...boxes.map(([, , , north]) => north)),
]

describe('the tiles of an area to download', () => {
  it('are listed zoom by zoom: every tile that the box touches, once, and no other', () => {
    const zooms = { minZoom: 9, maxZoom: 12, limit: 5_000 }
    const anyArea = fc
      .tuple(
        fc.double({ min: 8, max: 12, noNaN: true }),
        fc.double({ min: 54.5, max: 57.8, noNaN: true }),
        fc.double({ min: 0.001, max: 0.3, noNaN: true }),
      )
      .map(([west, south, size]): BoundingBox => [west, south, west + size, south + size / 2])
    fc.assert(
      fc.property(anyArea, (box) => {
        const tiles = coveringTiles(box, zooms) ?? []
        expect(tiles.map(({ z }) => z)).toEqual(tiles.map(({ z }) => z).toSorted((a, b) => a - b))
        const names = tiles.map(({ z, x, y }) => `${String(z)}/${String(x)}/${String(y)}`)
        expect(new Set(names).size).toBe(names.length)
        for (let z = zooms.minZoom; z <= zooms.maxZoom; z += 1) {
          const found = tiles.filter((tile) => tile.z === z).map((tile) => boxOfTile(tile))
          expect(found.every((tile) => isTouched(tile, box))).toBe(true)
          // They are as large as their box: none is missing, at a side or within.
          expect(sumOfAreas(found)).toBeCloseTo(sumOfAreas([boxAround(found)]), 6)
          const [west, south, east, north] = boxAround(found)
          expect(west <= box[0] && south <= box[1] && east >= box[2] && north >= box[3]).toBe(true)
        }
      }),
    )
  })

  it('are not listed at all beyond the limit', () => {
    const box: BoundingBox = [9.91, 57.04, 9.93, 57.05]
    const all = coveringTiles(box, { minZoom: 9, maxZoom: 15, limit: 1_000 })?.length ?? 0
    expect(coveringTiles(box, { minZoom: 9, maxZoom: 15, limit: all })).toHaveLength(all)
    expect(coveringTiles(box, { minZoom: 9, maxZoom: 15, limit: all - 1 })).toBeUndefined()
  })

  it('at the poles and the date line are tiles that exist', () => {
    for (const [longitude, latitude] of [
      [-180, 90],
      [180, -90],
    ] as const) {
      const { x, y } = tileAt(longitude, latitude, 3)
      expect(x >= 0 && x < 8 && y >= 0 && y < 8).toBe(true)
    }
  })
})
