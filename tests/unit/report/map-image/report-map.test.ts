import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { creditOf, scaleMetres } from '../../../../server/report/map-image/furniture.ts'
import { viewOf } from '../../../../server/report/map-image/map-view.ts'
import { reportMap, type MapImageOptions } from '../../../../server/report/map-image/report-map.ts'
import { openMaps, type MapSet } from '../../../../server/store/map/map-set.ts'
import { distanceMetres } from '../../../../shared/geo.ts'
import { demoMap } from '../../../support/repository.ts'

const stops = [
  { number: 1, longitude: 10.20228, latitude: 57.46988 },
  { number: 2, longitude: 10.20147, latitude: 57.47202 },
  { number: 3, longitude: 10.20495, latitude: 57.4725 },
]

let maps: MapSet
beforeAll(async () => {
  maps = await openMaps([demoMap('sindal'), demoMap('aalborg')])
})
afterAll(() => maps.close())

const walk = (change: Partial<MapImageOptions> = {}): MapImageOptions => ({
  ...{ stops, pins: [], area: [10.19, 57.46, 10.21, 57.48], maps },
  route: stops.map(({ longitude, latitude }) => [longitude, latitude] as const),
  ...change,
})

/** The colour of the image, twice the drawing, at a point of the drawing. */
async function colourAt(png: Buffer, { x, y }: { x: number; y: number }): Promise<number[]> {
  const spot = { left: Math.round(2 * x), top: Math.round(2 * y), width: 1, height: 1 }
  return [...(await sharp(png).extract(spot).removeAlpha().raw().toBuffer())].slice(0, 3)
}

describe('the map image of a report', () => {
  it('is a PNG of twice its drawing, with the ground of the own tiles', async () => {
    const image = await reportMap(walk())
    const { format, width, height } = await sharp(image?.png).metadata()
    expect({ format, width, height }).toEqual({
      ...{ format: 'png', width: 2_000 },
      height: viewOf(stops).height * 2,
    })
    expect([image?.width, image?.height]).toEqual([width, height])
    const { channels } = await sharp(image?.png).stats()
    // Only ground and furniture are nearly one colour; buildings, ways and water are not.
    expect(channels[0]?.stdev).toBeGreaterThan(8)
  })

  it('has each stop as a dark mark at its place, and the route between them', async () => {
    const view = viewOf(stops)
    const image = await reportMap(walk())
    const png = image?.png ?? Buffer.alloc(0)
    for (const stop of stops) {
      const { x, y } = view.pixelsOf(stop)
      // Beside the number, inside the circle.
      expect(Math.max(...(await colourAt(png, { x: x - 10.5, y })))).toBeLessThan(60)
    }
    const [first, second] = stops.map((stop) => view.pixelsOf(stop))
    const middle = {
      x: ((first?.x ?? 0) + (second?.x ?? 0)) / 2,
      y: ((first?.y ?? 0) + (second?.y ?? 0)) / 2,
    }
    expect(Math.max(...(await colourAt(png, middle)))).toBeLessThan(60)
  })

  it('shows a good place in green', async () => {
    const good = { number: 4, longitude: 10.203, latitude: 57.4708, isGood: true }
    const image = await reportMap(walk({ pins: [good] }))
    const { x, y } = viewOf([...stops, good]).pixelsOf(good)
    const [red = 0, green = 0] = await colourAt(image?.png ?? Buffer.alloc(0), {
      x: x + 1,
      y: y - 8,
    })
    expect(green).toBeGreaterThan(red + 8)
  })

  it('is drawn of a walk that has no stops yet, and of a single stop', async () => {
    expect(await reportMap(walk({ stops: [], route: [] }))).not.toBeNull()
    expect(await reportMap(walk({ stops: stops.slice(0, 1), route: [] }))).not.toBeNull()
  })

  it('is none where the installation has no map, or none of this place', async () => {
    expect(await reportMap(walk({ maps: null }))).toBeNull()
    const bornholm = { number: 1, longitude: 14.9, latitude: 55.1 }
    expect(await reportMap(walk({ stops: [bornholm], route: [] }))).toBeNull()
  })
})

describe('the scale of the map', () => {
  it('measures what is between two stops', () => {
    const view = viewOf(stops)
    const [a, b] = [stops[0], stops[2]]
    if (!a || !b) throw new Error('Three stops are needed')
    const [from, to] = [view.pixelsOf(a), view.pixelsOf(b)]
    const pixels = Math.hypot(to.x - from.x, to.y - from.y)
    expect((pixels * view.metresPerPixel) / distanceMetres(a, b)).toBeCloseTo(1, 2)
  })

  it('is a round length that fits into its corner', () => {
    expect([0.3, 1, 3, 20].map(scaleMetres)).toEqual([50, 100, 500, 2_000])
  })
})

it('names the owner of other data by its own words', () => {
  expect(creditOf('Protomaps © OpenStreetMap')).toBe('© OpenStreetMap contributors (ODbL)')
  expect(creditOf('© Klimadatastyrelsen')).toBe('© Klimadatastyrelsen')
})
