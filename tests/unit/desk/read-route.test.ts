import { describe, expect, it } from 'vitest'
import { readRoute } from '../../../client/ui/plan/route-file/read-route.ts'
import type { BoundingBox } from '../../../shared/geo.ts'
import { limits } from '../../../shared/limits.ts'
import { seededRandom } from '../../support/seeded-random.ts'

const bounds: BoundingBox = [9.5, 56.85, 10.45, 57.22]
const line = (coordinates: readonly unknown[]) => ({ type: 'LineString', coordinates })
const feature = (geometry: unknown) => ({ type: 'Feature', properties: {}, geometry })
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })
const read = (json: unknown) => readRoute(JSON.stringify(json), bounds)
const corner = [
  [9.9, 57.02],
  [9.91, 57.02],
  [9.91, 57.03],
]

describe('the route in a GeoJSON file', () => {
  it.each([
    ['a line alone', line(corner)],
    ['a feature with heights', feature(line(corner.map((point) => [...point, 12.5])))],
    [
      'a collection with points, areas and a feature without a place',
      collection(
        feature({ type: 'Point', coordinates: [9.9, 57] }),
        feature(null),
        feature(line(corner)),
      ),
    ],
    [
      'a recording with a pause',
      feature({
        type: 'MultiLineString',
        coordinates: [corner.slice(0, 2), corner.slice(2)],
      }),
    ],
    [
      'geometries in one thing',
      feature({ type: 'GeometryCollection', geometries: [line(corner)] }),
    ],
  ])('is found as %s', (_what, json) => {
    expect(read(json)).toEqual({ route: corner, given: 3, lines: 1 })
  })

  it('is the line with most points, and the number of lines is told', () => {
    const json = collection(feature(line(corner.slice(0, 2))), feature(line(corner)))
    expect(read(json)).toEqual({ route: corner, given: 3, lines: 2 })
  })

  it('is simplified to what a walk may have, keeps its ends, and stays near the line', () => {
    const random = seededRandom(5)
    const wild = Array.from({ length: 10_000 }, () => [
      9.6 + random.next() * 0.8,
      56.9 + random.next() * 0.3,
    ])
    const result = read(line(wild))
    if (typeof result === 'string') throw new Error(result)
    expect(result.given).toBe(10_000)
    expect(result.route.length).toBeLessThanOrEqual(limits.routePoints)
    expect([result.route[0], result.route.at(-1)]).toEqual([wild[0], wild.at(-1)])
    const straight = Array.from({ length: 10_000 }, (_, n) => [9.9 + n * 1e-6, 57])
    expect(read(line(straight))).toMatchObject({ given: 10_000, route: { length: 2 } })
  })

  it.each([
    ['nothing', ''],
    ['words', 'Ruten går ad stien'],
    ['half a file', JSON.stringify(line(corner)).slice(0, -8)],
    ['another kind of JSON', '{"points":[[9.9,57]]}'],
    ['null', 'null'],
    ['a line without points', '{"type":"LineString"}'],
  ])('is refused as unreadable when the file holds %s', (_what, text) => {
    expect(readRoute(text, bounds)).toBe('unreadable')
  })

  it.each([
    ['only a place', feature({ type: 'Point', coordinates: [9.9, 57] }), 'no-line'],
    ['a line of one point', line([[9.9, 57]]), 'no-line'],
    [
      'another town',
      line([
        [9.9, 57],
        [12.5, 55.6],
      ]),
      'outside',
    ],
    ['latitude before longitude', line(corner.map(([x, y]) => [y, x])), 'outside'],
    [
      'words for numbers',
      line([
        ['a', 'b'],
        ['c', 'd'],
      ]),
      'outside',
    ],
    [
      'numbers that are none',
      line([
        [null, 57],
        [9.9, 57],
      ]),
      'outside',
    ],
  ])('is refused with its reason for %s', (_what, json, problem) => {
    expect(read(json)).toBe(problem)
  })
})

const way = [...corner, [9.92, 57.03]]
const point = ([lon, lat]: readonly number[]) =>
  `<trkpt lat="${String(lat)}" lon="${String(lon)}"/>`
const gpxOf = (inside: string) =>
  `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">${inside}</gpx>`
const track = `<trk><trkseg>${way.slice(0, 2).map(point).join('')}</trkseg><trkseg>${way.slice(2).map(point).join('')}</trkseg></trk>`

describe('the route in a GPX file', () => {
  it.each([
    ['a recorded track with a pause', track],
    ['a planned route', `<rte>${way.map(point).join('').replaceAll('trkpt', 'rtept')}</rte>`],
    ['a track beside named points', `<wpt lat="57.02" lon="9.9"><name>Torvet</name></wpt>${track}`],
  ])('is found as %s', (_what, inside) => {
    expect(readRoute(gpxOf(inside), bounds)).toMatchObject({ route: way, given: 4 })
  })

  it.each([
    ['that was cut off', gpxOf(track).slice(0, -20)],
    ['whose tags do not match', gpxOf(track.replace('</trkseg>', '</trk>'))],
    ['of another kind', '<kml><Document/></kml>'],
    ['that is a web page', '<!doctype html><html><body>404</body></html>'],
  ])('is refused as unreadable in a file %s', (_what, text) => {
    expect(readRoute(text, bounds)).toBe('unreadable')
  })

  it('is refused as missing where there are named points only', () => {
    expect(readRoute(gpxOf('<wpt lat="57.02" lon="9.9"/>'), bounds)).toBe('no-line')
  })
})
