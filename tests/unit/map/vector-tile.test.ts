import { describe, expect, it } from 'vitest'
import { decodeVectorTile, UnreadableTileError } from '../../../client/map/tiles/vector-tile.ts'
import { tileAt } from '../../../shared/tile-grid.ts'
import { openPmtiles } from '../../support/map-harness/open-pmtiles.ts'

async function realTile(): Promise<ArrayBuffer> {
  const { z, x, y } = tileAt(10.201, 57.47175, 15)
  const tile = await openPmtiles('sindal').getZxy(z, x, y)
  if (!tile) throw new Error('The map of Sindal has no such tile')
  return tile.data
}

describe('vector tiles', () => {
  it('reads layers, names and shapes of a real tile in pixels', async () => {
    const layers = decodeVectorTile(await realTile(), 512)
    expect([...layers.keys()]).toEqual(expect.arrayContaining(['earth', 'roads', 'buildings']))
    const streets = layers.get('roads')?.map((road) => road.props['name'])
    expect(streets).toContain('Torvegade')
    for (const feature of layers.get('buildings') ?? []) {
      const { minX, maxX, minY, maxY } = feature.bbox
      expect(maxX).toBeGreaterThan(minX)
      expect(maxY).toBeGreaterThan(minY)
      // Tiles overlap their neighbours a little, never by half.
      expect(Math.max(maxX, maxY)).toBeLessThan(512 * 1.5)
    }
  })

  it('N3: reports that cut or foreign bytes are no tile, whatever they are', async () => {
    const whole = await realTile()
    const cut = whole.slice(0, Math.floor(whole.byteLength / 2))
    const page = new TextEncoder().encode('<!doctype html><title>Log in</title>').buffer
    expect(() => decodeVectorTile(cut, 512)).toThrow(UnreadableTileError)
    expect(() => decodeVectorTile(page, 512)).toThrow(UnreadableTileError)
  })

  it('reads an empty tile as a place with nothing', () => {
    expect(decodeVectorTile(new ArrayBuffer(0), 512).size).toBe(0)
  })
})
