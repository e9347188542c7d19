import { describe, expect, it } from 'vitest'
import { coverPercent } from '../../../shared/cover-percent.ts'
import type { KeptArea } from '../../../client/local/tiles/tile-record.ts'
import { offerFrom, type Installation } from '../../../client/sync/offline-map/map-offer.ts'
import { boxAround, coveredPart, sharedPart, type BoundingBox } from '../../../shared/geo.ts'

const aalborg: BoundingBox = [9.8, 57, 10.05, 57.1]
const sindal: BoundingBox = [10.1646, 57.4498, 10.2351, 57.4899]
const tuple = ([west, south, east, north]: BoundingBox): [number, number, number, number] => [
  ...([west, south, east, north] as const),
]
const map: NonNullable<Installation['map']> = {
  minZoom: 9,
  maxZoom: 15,
  bounds: tuple(boxAround([aalborg, sindal])),
  parts: [
    { bounds: tuple(aalborg), minZoom: 9, maxZoom: 14 },
    { bounds: tuple(sindal), minZoom: 10, maxZoom: 15 },
  ],
  attribution: 'nobody',
  version: 'v1',
}
const read = () => Promise.resolve(undefined)
const raster = { rasterUrl: null, rasterAttribution: '' }
const offerAt = (box?: BoundingBox, areas: KeptArea[] = [], installed: unknown = map) =>
  offerFrom({
    installation: installed ? { map: installed as typeof map, ...raster } : undefined,
    ...{ areas, read, box },
  })
const kept = (box: BoundingBox, maxZoom: number): KeptArea => ({
  ...{ walkId: String(maxZoom), version: 'v1', box, minZoom: 10, maxZoom, attribution: 'nobody' },
  ...{ tiles: 1, bytes: 1, savedTiles: 1, savedBytes: 1, isComplete: true },
})

describe('the map that a walk is drawn with', () => {
  it('has the levels and the bounds of the part where the walk is, so that no town is empty where another one has more', () => {
    expect(offerAt([9.91, 57.02, 9.99, 57.055])).toMatchObject({ maxZoom: 14, bounds: aalborg })
    expect(offerAt([10.2, 57.46, 10.21, 57.47])).toMatchObject({ minZoom: 10, maxZoom: 15 })
  })

  it('is all there is for a walk across parts, for one that no part covers, and without a walk', () => {
    for (const box of [boxAround([aalborg, sindal]), [8, 55, 8.1, 55.1] as const, undefined]) {
      expect(offerAt(box)).toMatchObject({ minZoom: 9, maxZoom: 15, bounds: map.bounds })
    }
  })

  it('is understood by a phone that has stored what a server with a single file said', () => {
    const { parts: _, ...older } = map
    expect(offerAt(sindal, [], older)).toMatchObject({ minZoom: 9, maxZoom: 15 })
  })

  it('is that of its own town when the phone has kept two and knows nothing else', () => {
    const areas = [kept(aalborg, 14), kept(sindal, 15)]
    expect(offerAt(sindal, areas, null)).toMatchObject({ kind: 'vector', maxZoom: 15 })
    expect(offerAt(aalborg, areas, null)).toMatchObject({ kind: 'vector', maxZoom: 14 })
    expect(offerAt([8, 55, 8.1, 55.1], areas, null)).toMatchObject({ maxZoom: 14 })
  })
})

describe('how much of a municipality the map covers', () => {
  const city: BoundingBox = [9.5, 56.8, 10.5, 57.2]

  it('is counted once where parts lie over each other, and not where they lie outside', () => {
    const west: BoundingBox = [9, 56, 10, 58]
    expect(coveredPart(city, [west])).toBeCloseTo(0.5, 2)
    expect(coveredPart(city, [west, [9.5, 56.8, 9.9, 57.2]])).toBeCloseTo(0.5, 2)
    expect(coveredPart(city, [west, [10, 56, 11, 58]])).toBe(1)
    expect(coveredPart(city, [sindal])).toBe(0)
    expect(sharedPart(city, [9.5, 56.8, 10, 57])).toBeCloseTo(0.25, 6)
  })

  it('is shown in whole percent unless it is all of it or there is no map', () => {
    expect([null, 1, 0.995].map(coverPercent)).toEqual([null, null, null])
    expect([0.985, 0.0659, 0.002, 0].map(coverPercent)).toEqual([98, 6, 1, 0])
  })
})
