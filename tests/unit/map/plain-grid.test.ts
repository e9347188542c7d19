import { beforeAll, describe, expect, it } from 'vitest'
import { stubPageForLeaflet } from './stub-page.ts'

describe('N4: the plain grid', () => {
  let grid: typeof import('../../../client/map/tiles/grid-layer.ts')
  beforeAll(async () => {
    stubPageForLeaflet()
    grid = await import('../../../client/map/tiles/grid-layer.ts')
  })

  it('has lines at round distances that are far enough apart to be counted', () => {
    for (let zoom = 5; zoom <= 19; zoom += 1) {
      const metres = grid.gridStepMetres(zoom, 57)
      expect([1, 2, 5]).toContain(Number(String(metres)[0]))
      expect(metres / grid.metresPerPixelAt(zoom, 57)).toBeGreaterThanOrEqual(64)
    }
  })

  it('measures on the ground, not on the equator', () => {
    expect(grid.metresPerPixelAt(16, 57)).toBeCloseTo(1.301, 3)
    expect(grid.metresPerPixelAt(16, 0)).toBeCloseTo(2.389, 3)
  })
})
