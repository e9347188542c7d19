import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlaceNameReader } from '../../../shared/place-names/place-name-reader.ts'
import { nearestName } from '../../../shared/place-names/nearest-name.ts'
import { tileNamesOf } from '../../../shared/place-names/tile-names.ts'
import { boxOfTile, mapPoint, tileAt } from '../../../shared/tile-grid.ts'
import { metresFrom, namesOnMap, square, street } from '../../support/fixtures/made-map.ts'
import { makeVectorTile } from '../../support/fixtures/make-vector-tile.ts'
import { openPmtiles } from '../../support/map-harness/open-pmtiles.ts'

type Metres = readonly [east: number, north: number]

const zoom = 15
/** The corner where four tiles meet. */
const [west, , , north] = boxOfTile(tileAt(9.97, 57.03, zoom))
const corner = [west, north] as const
const metres = (most: number) =>
  fc.integer({ min: -most * 10, max: most * 10 }).map((decimetres) => decimetres / 10)
const around = (most: number) => fc.tuple(metres(most), metres(most))
const lines = fc.array(fc.tuple(around(250), around(250)), { minLength: 1, maxLength: 6 })

/** The same in plain metres, written without the code that is tested. */
function metresToLine([x, y]: Metres, [[ax, ay], [bx, by]]: readonly [Metres, Metres]): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const along = length === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
  const share = Math.max(0, Math.min(1, along))
  return Math.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y)
}

/** A tile's coordinates are whole numbers of 16 cm, at both ends of a cut line. */
const exactMetres = 1

describe('the name of a place', () => {
  it('is the nearest one on whichever side of a tile the point and the street lie', async () => {
    await fc.assert(
      fc.asyncProperty(around(120), lines, async (point, streets) => {
        const features = streets.map((line, index) =>
          street(
            `Gade ${String(index)}`,
            line.map((end) => metresFrom(corner, end)),
          ),
        )
        const [longitude, latitude] = metresFrom(corner, point)
        const name = await namesOnMap(features, zoom).nameAt({ longitude, latitude })
        const distances = streets.map((line) => metresToLine(point, line))
        const nearest = Math.min(...distances)
        if (name === null) {
          expect(nearest).toBeGreaterThan(75 - exactMetres)
          return
        }
        const index = Number(name.street?.split(' ')[1])
        expect(distances[index]).toBeLessThan(nearest + exactMetres)
        expect(nearest).toBeLessThan(75 + exactMetres)
      }),
      { numRuns: 300 },
    )
  })

  it('finds a street that begins just across the edge of a tile', async () => {
    const beyond = street('Over Grænsen', [
      metresFrom(corner, [12, -300]),
      metresFrom(corner, [12, -30]),
    ])
    const [longitude, latitude] = metresFrom(corner, [-20, -100])
    expect(await namesOnMap([beyond]).nameAt({ longitude, latitude })).toEqual({
      street: 'Over Grænsen',
    })
  })

  it('depends on no order of the features, also where several are equally near', async () => {
    const tile = tileAt(10.201, 57.47175, 15)
    const real = await openPmtiles('sindal').getZxy(tile.z, tile.x, tile.y)
    if (!real) throw new Error('The map of Sindal has no such tile')
    const features = tileNamesOf(real.data, tile)
    expect(features.length).toBeGreaterThan(20)
    const [left, bottom, right, top] = boxOfTile(tile)
    fc.assert(
      fc.property(
        fc.double({ min: left, max: right, noNaN: true }),
        fc.double({ min: bottom, max: top, noNaN: true }),
        fc.shuffledSubarray([...features, ...features], {
          minLength: features.length * 2,
        }),
        (longitude, latitude, shuffled) => {
          const point = mapPoint(longitude, latitude)
          expect(nearestName(point, shuffled)).toEqual(nearestName(point, features))
        },
      ),
    )
    const same = ['Bgade', 'Agade', 'Cgade'].map((name) =>
      street(name, [metresFrom(corner, [-100, -10]), metresFrom(corner, [100, -10])]),
    )
    const [longitude, latitude] = corner
    for (const order of [same, [...same].reverse()]) {
      expect(await namesOnMap(order).nameAt({ longitude, latitude })).toEqual({ street: 'Agade' })
    }
  })

  it('never throws for bytes that are no tile: they have no names', () => {
    const tile = tileAt(10.2, 57.47, 15)
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(tileNamesOf(Uint8Array.from(bytes).buffer, tile)).toEqual([])
      }),
    )
    const whole = makeVectorTile(
      [
        square('landuse', {
          at: [10.2, 57.47],
          side: 40,
          properties: { kind: 'park', name: 'Anlæg' },
        }),
      ],
      tile,
    )
    expect(tileNamesOf(Uint8Array.from(whole ?? []).buffer, tile)).toHaveLength(1)
  })

  it('rejects while a tile beside the point cannot be read, and asks again the next time', async () => {
    const features = [street('Algade', [metresFrom(corner, [-50, 5]), metresFrom(corner, [50, 5])])]
    let isAway = true
    const names = createPlaceNameReader({
      zoomAt: () => Promise.resolve(zoom),
      read: async (tile) => {
        if (isAway && tile.x !== tileAt(...corner, zoom).x) throw new Error('away')
        const bytes = makeVectorTile(features, tile)
        return bytes && Uint8Array.from(bytes).buffer
      },
    })
    const place = { longitude: corner[0], latitude: corner[1] }
    await expect(names.nameAt(place)).rejects.toThrow('away')
    isAway = false
    expect(await names.nameAt(place)).toEqual({ street: 'Algade' })
  })
})
