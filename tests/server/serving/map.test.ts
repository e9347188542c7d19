import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MapFileError } from '../../../server/store/map/map-file.ts'
import { openMaps, type MapSet } from '../../../server/store/map/map-set.ts'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { demoMap } from '../../support/repository.ts'

const aalborg = demoMap('aalborg')

describe('a map file', () => {
  let store: TestDatabase
  let test: TestApp
  let map: MapSet
  let town: MapSet
  let folder: string

  beforeAll(async () => {
    store = await openTestDatabase()
    map = await openMaps([aalborg])
    town = await openMaps([demoMap('sindal')])
    test = await buildTestApp({ store, map })
    folder = await mkdtemp(join(tmpdir(), 'lygte-map-'))
  })
  afterAll(async () => {
    await test.close()
    await map.close()
    await town.close()
    await store.drop()
    await rm(folder, { recursive: true })
  })

  const get = (url: string, headers: Record<string, string> = {}) =>
    test.app.inject({ method: 'GET', url, headers })
  const areaOf = async (bbox: string) => {
    const response = await get(`/api/map/area?bbox=${bbox}`)
    return response.json<Reply<'mapArea'>>()
  }

  it('reports its area and levels, with plain attribution', async () => {
    const response = await get('/api/installation')
    expect(response.json<Reply<'installation'>>()).toMatchObject({
      isDemo: false,
      protocol: { min: 1, max: 1 },
      map: { minZoom: 9, maxZoom: 15, version: map.version },
      rasterUrl: null,
    })
    expect(map.bounds[0]).toBeCloseTo(9.8, 1)
    expect(map.attribution).toContain('OpenStreetMap')
    expect(map.attribution).not.toMatch(/[<>]/)
  })

  it('serves tiles as they are stored, compressed as they are stored', async () => {
    const [first = ''] = (await areaOf('9.91,57.04,9.93,57.05')).tiles
    const response = await get(`/tiles/${first}.mvt`)
    expect(response.statusCode).toBe(200)
    expect(response.headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'gzip',
      etag: `"${map.version}"`,
    })
    const file = await readFile(aalborg)
    expect(file.includes(response.rawPayload)).toBe(true)
    // A tile contains the layers of the Protomaps schema by name.
    expect(gunzipSync(response.rawPayload).toString('latin1')).toMatch(/earth|water|roads/)
  })

  it('is cached by browsers: for a day, or for ever when the version is named', async () => {
    const [first = ''] = (await areaOf('9.91,57.04,9.93,57.05')).tiles
    const plain = await get(`/tiles/${first}.mvt`)
    expect(plain.headers['cache-control']).toContain('max-age=86400')
    const named = await get(`/tiles/${first}.mvt?v=${map.version}`)
    expect(named.headers['cache-control']).toContain('immutable')
    const older = await get(`/tiles/${first}.mvt?v=older`)
    expect(older.headers['cache-control']).not.toContain('immutable')
    const again = await get(`/tiles/${first}.mvt`, { 'if-none-match': String(plain.headers.etag) })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
  })

  it.each([
    ['outside of its bounds', '/tiles/14/0/0.mvt'],
    ['below its zooms', '/tiles/3/4/2.mvt'],
    ['above its zooms', '/tiles/18/138288/79712.mvt'],
  ])('answers 204 for a tile %s', async (_where, url) => {
    const response = await get(url)
    expect(response.statusCode).toBe(204)
    expect(response.body).toBe('')
  })

  it.each(['/tiles/14/-1/0.mvt', '/tiles/99/0/0.mvt', '/tiles/1/x/0.mvt', '/tiles/1/0/0.mvt?x=1'])(
    'refuses an address that is no tile: %s',
    async (url) => {
      expect((await get(url)).statusCode).toBe(400)
    },
  )

  it('reports the size of an area beforehand, to the byte', async () => {
    const area = await areaOf('9.905,57.03,9.945,57.06')
    expect(area).toMatchObject({ minZoom: 9, maxZoom: 15, version: map.version })
    expect(area.tiles.length).toBeGreaterThan(20)
    let bytes = 0
    for (const tile of area.tiles) {
      const response = await get(`/tiles/${tile}.mvt`)
      expect(response.statusCode).toBe(200)
      bytes += response.rawPayload.length
    }
    expect(area.bytes).toBe(bytes)
    for (const zoom of [9, 10, 11, 12, 13, 14, 15]) {
      expect(area.tiles.some((tile) => tile.startsWith(`${String(zoom)}/`))).toBe(true)
    }
  })

  it('leaves no tile of an area out', async () => {
    const { bounds } = town
    const area = await town.area(bounds)
    if (!area.ok) throw new Error(area.problem.code)
    const listed = new Set(area.value.tiles)
    // All tiles around the area, requested one by one.
    for (let x = 17306; x < 17320; x += 1) {
      for (let y = 9955; y < 9972; y += 1) {
        const found = await town.tile({ z: 15, x, y })
        expect(listed.has(`15/${String(x)}/${String(y)}`)).toBe(found !== undefined)
      }
    }
    expect(listed.size).toBeGreaterThan(10)
  })

  it.each([
    ['more than a phone should hold', '8,56,11,58'],
    ['turned round', '10,57,9,58'],
    ['no box', '1,2,3'],
  ])('refuses an area that is %s', async (_what, bbox) => {
    const response = await get(`/api/map/area?bbox=${bbox}`)
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ type: 'bad-request' })
  })

  it('has a version that copies share and other files do not', async () => {
    const copy = join(folder, 'copy.pmtiles')
    await copyFile(aalborg, copy)
    const opened = await openMaps([copy])
    expect(opened.version).toBe(map.version)
    expect(town.version).not.toBe(map.version)
    await opened.close()
  })

  it('that is none is refused in a sentence that names the variable', async () => {
    const wrong = join(folder, 'wrong.pmtiles')
    await writeFile(wrong, 'not a map, but long enough for a header '.repeat(20))
    await expect(openMaps([wrong])).rejects.toThrow(MapFileError)
    await expect(openMaps([join(folder, 'missing.pmtiles')])).rejects.toThrow(/MAP_FILE/)
    const pictures = join(folder, 'pictures.pmtiles')
    const bytes = await readFile(aalborg)
    // Byte 99 of the header is the tile type; 2 is PNG (PMTiles v3 specification).
    bytes[99] = 2
    await writeFile(pictures, bytes)
    await expect(openMaps([pictures])).rejects.toThrow(/vector tiles/)
  })

  it('is not required: without one there are no tiles and areas, and raster tiles are offered', async () => {
    const bare = await buildTestApp({ store })
    const ask = (url: string) => bare.app.inject({ method: 'GET', url })
    expect((await ask('/tiles/14/8643/4982.mvt')).statusCode).toBe(404)
    expect((await ask('/api/map/area?bbox=9.9,57,10,57.1')).statusCode).toBe(404)
    expect((await ask('/api/installation')).json()).toMatchObject({
      map: null,
      rasterUrl: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
    })
    await bare.close()
  })
})
