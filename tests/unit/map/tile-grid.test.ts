import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coveringTiles, tileAt, touchesTile } from '../../../shared/tile-grid.ts'

describe('the tile grid', () => {
  it('finds the tiles that OpenStreetMap gives these places', () => {
    // Worked with the formula of the OpenStreetMap wiki, "Slippy map tilenames".
    expect(tileAt(12.5895, 55.6735, 15)).toEqual({ z: 15, x: 17529, y: 10256 })
    expect(tileAt(9.9217, 57.0488, 14)).toEqual({ z: 14, x: 8643, y: 5015 })
    expect(tileAt(0, 0, 1)).toEqual({ z: 1, x: 1, y: 1 })
  })

  it('stays on the map at its edges', () => {
    expect(tileAt(-180, 90, 4)).toEqual({ z: 4, x: 0, y: 0 })
    expect(tileAt(180, -90, 4)).toEqual({ z: 4, x: 15, y: 15 })
  })

  it('covers every point of a box, at every zoom, with tiles that touch it', () => {
    const box = [9.9, 57.0, 10.0, 57.06] as const
    const tiles = coveringTiles(box, { minZoom: 10, maxZoom: 15, limit: 1_000 }) ?? []
    const names = new Set(tiles.map(({ z, x, y }) => `${z}/${x}/${y}`))
    expect(tiles.every((tile) => touchesTile(box, tile))).toBe(true)
    fc.assert(
      fc.property(
        fc.double({ min: 9.9, max: 10, noNaN: true }),
        fc.double({ min: 57, max: 57.06, noNaN: true }),
        fc.integer({ min: 10, max: 15 }),
        (longitude, latitude, zoom) => {
          const { z, x, y } = tileAt(longitude, latitude, zoom)
          expect(names.has(`${z}/${x}/${y}`)).toBe(true)
        },
      ),
    )
  })

  it('does not touch the tile beside the last one', () => {
    const box = [9.97, 57.02, 9.98, 57.03] as const
    const last = tileAt(9.98, 57.02, 15)
    expect(touchesTile(box, last)).toBe(true)
    expect(touchesTile(box, { ...last, x: last.x + 1 })).toBe(false)
    expect(touchesTile(box, { ...last, y: last.y + 1 })).toBe(false)
  })

  it('reports when an area has more tiles than a phone should hold', () => {
    expect(coveringTiles([9, 56, 11, 58], { minZoom: 10, maxZoom: 15, limit: 100 })).toBeUndefined()
  })
})
