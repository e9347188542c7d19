import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMaps, type MapSet } from '../../../server/store/map/map-set.ts'
import { tileAt } from '../../../shared/tile-grid.ts'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { sharedPart, type BoundingBox } from '../../../shared/geo.ts'
import { buildTestApp } from '../../support/server/build-test-app.ts'
import { makePmtiles } from '../../support/fixtures/make-pmtiles.ts'
import { openTestDatabase } from '../../support/databases/open-test-database.ts'
import { demoMap, demoMapFolder } from '../../support/repository.ts'

const aalborg: BoundingBox = [9.91, 57.02, 9.99, 57.055]
const sindal: BoundingBox = [10.1646, 57.4498, 10.2351, 57.4899]
const bytesOf = (tile: Awaited<ReturnType<MapSet['tile']>>) =>
  tile && Buffer.from(tile.bytes).toString()

describe('a map of several files', () => {
  let map: MapSet
  beforeAll(async () => {
    map = await openMaps([demoMapFolder])
  })
  afterAll(() => map.close())

  it('is opened from a folder, by name, and from single files, each counted once', async () => {
    expect(map.files).toEqual([demoMap('aalborg'), demoMap('sindal')])
    const named = await openMaps([demoMap('sindal'), demoMapFolder])
    expect(named.files).toEqual([demoMap('sindal'), demoMap('aalborg')])
    await named.close()
  })

  it('serves the tiles of each town, whichever file contains them', async () => {
    const alone = [await openMaps([demoMap('aalborg')]), await openMaps([demoMap('sindal')])]
    for (const [index, box] of [aalborg, sindal].entries()) {
      const [whole, own] = [await map.area(box), await alone[index]?.area(box)]
      expect(whole).toEqual(own)
      expect(whole.ok && whole.value.tiles.length).toBeGreaterThan(20)
      const { z, x, y } = tileAt((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, 14)
      expect(await map.tile({ z, x, y })).toEqual(await alone[index]?.tile({ z, x, y }))
    }
    for (const one of alone) await one.close()
  })

  it('tells a phone by its walk what the map has there: the levels and the tiles of that town alone', async () => {
    expect(await map.area(sindal)).toMatchObject({ ok: true, value: { minZoom: 10, maxZoom: 15 } })
    expect(await map.area(aalborg)).toMatchObject({ ok: true, value: { minZoom: 9, maxZoom: 15 } })
    const elsewhere = await map.area([11.06, 57.15, 11.1, 57.2])
    expect(elsewhere).toMatchObject({ ok: true, value: { tiles: [], bytes: 0 } })
  })

  it('reports the size of an area on a phone, which keeps its tiles unpacked', async () => {
    const area = await map.area(sindal)
    if (!area.ok) throw new Error('no area')
    let unpacked = 0
    for (const name of area.value.tiles) {
      const [z = 0, x = 0, y = 0] = name.split('/').map(Number)
      const tile = await map.tile({ z, x, y })
      if (tile) unpacked += (tile.isGzipped ? gunzipSync(tile.bytes) : tile.bytes).length
    }
    expect(area.value.storedBytes).toBe(unpacked)
    expect(unpacked).toBeGreaterThan(area.value.bytes)
  })

  it('reports over HTTP where its towns are', async () => {
    const store = await openTestDatabase()
    const test = await buildTestApp({ store, map })
    const response = await test.app.inject('/api/installation')
    const { map: told } = response.json<Reply<'installation'>>()
    expect(told?.parts.map(({ minZoom }) => minZoom)).toEqual([9, 10])
    expect(sharedPart(sindal, told?.parts[1]?.bounds ?? aalborg)).toBeCloseTo(1, 2)
    expect(sharedPart(sindal, told?.bounds ?? aalborg)).toBeCloseTo(1, 2)
    expect(told?.attribution).toBe('© OpenStreetMap contributors (ODbL)')
    await test.close()
    await store.drop()
  })
})

describe('overlapping map files', () => {
  let folder: string
  const file = (name: string) => join(folder, name)
  const open = async (names: readonly string[]) => openMaps(names.map(file))

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lygte-maps-'))
    const land = { bounds: [8, 54, 13, 58], minZoom: 0, maxZoom: 10 } as const
    await makePmtiles(file('land.pmtiles'), {
      ...land,
      tiles: { '0/0/0': 'land', '10/540/313': 'land' },
    })
    const town = { bounds: [9.9, 57, 10, 57.1], minZoom: 10, maxZoom: 12 } as const
    const { z, x, y } = tileAt(9.95, 57.05, 12)
    const middle = `${String(z)}/${String(x)}/${String(y)}`
    await makePmtiles(file('town.pmtiles'), {
      ...town,
      attribution: '<a href="x">somebody else</a>',
      tiles: { '10/540/313': 'town', [middle]: 'streets' },
    })
    await makePmtiles(file('twin.pmtiles'), { ...town, tiles: { [middle]: 'twin' } })
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('serve a coarse tile from the file that covers most of it, whatever their order', async () => {
    for (const names of [
      ['land.pmtiles', 'town.pmtiles'],
      ['town.pmtiles', 'land.pmtiles'],
    ]) {
      const map = await open(names)
      expect(bytesOf(await map.tile({ z: 10, x: 540, y: 313 }))).toBe('land')
      expect(bytesOf(await map.tile({ z: 0, x: 0, y: 0 }))).toBe('land')
      expect([map.minZoom, map.maxZoom]).toEqual([0, 12])
      await map.close()
    }
  })

  it('serve a tile that one file lacks from the next', async () => {
    const map = await open(['land.pmtiles', 'town.pmtiles'])
    expect(bytesOf(await map.tile(tileAt(9.95, 57.05, 12)))).toBe('streets')
    expect(await map.tile(tileAt(9.95, 57.05, 11))).toBeUndefined()
    await map.close()
  })

  it('serve a tile that several files cover alike from the first one named', async () => {
    for (const [first, second, expected] of [
      ['town.pmtiles', 'twin.pmtiles', 'streets'],
      ['twin.pmtiles', 'town.pmtiles', 'twin'],
    ] as const) {
      const map = await open([first, second])
      expect(bytesOf(await map.tile(tileAt(9.95, 57.05, 12)))).toBe(expected)
      await map.close()
    }
  })

  it('name every owner once, and have a version that each file changes', async () => {
    const [both, turned, one] = [
      await open(['land.pmtiles', 'town.pmtiles']),
      await open(['town.pmtiles', 'land.pmtiles']),
      await open(['town.pmtiles']),
    ]
    expect(both.attribution).toBe('nobody · somebody else')
    expect(new Set([both.version, turned.version, one.version]).size).toBe(3)
    for (const map of [both, turned, one]) await map.close()
  })

  it('are refused in a sentence that names the problem: a folder without maps, a file that is no map', async () => {
    await mkdir(file('empty'))
    await expect(open(['empty'])).rejects.toThrow(/MAP_FILE is a folder without a .pmtiles file/)
    await expect(open(['town.pmtiles', 'missing.pmtiles'])).rejects.toThrow(/missing.pmtiles/)
  })
})
