import { beforeEach, describe, expect, it } from 'vitest'
import { PhoneFullError } from '../../../client/local/database/storage-errors.ts'
import { createTileStore, type TileStore } from '../../../client/local/tiles/tile-store.ts'
import { createApiClient } from '../../../client/sync/http/api-client.ts'
import type { AreaProgress } from '../../../client/sync/offline-map/fetch-area.ts'
import { CaptivePortalError, NetworkError } from '../../../client/sync/http/network-errors.ts'
import {
  createOfflineArea,
  type OfflineArea,
} from '../../../client/sync/offline-map/offline-area.ts'
import { coveringTiles } from '../../../shared/tile-grid.ts'
import { fakeMapServer, freshDatabases, hastyClock, json, tileBytes } from './fake-phone.ts'

const area = [9.9, 57.0, 10.0, 57.06] as const
const walk = { id: '01939393-0000-7000-8000-00000000000a', area }
const zooms = { minZoom: 10, maxZoom: 15, limit: 1_000 }
const covering = coveringTiles(area, zooms) ?? []
const names = covering.map(({ z, x, y }) => `${z}/${x}/${y}`)
const tilesAsked = (asked: string[]) => asked.filter((address) => address.startsWith('/tiles/'))

describe('the offline area of a walk', () => {
  let databases: IDBFactory
  let tiles: TileStore
  let server: ReturnType<typeof fakeMapServer>
  let offline: OfflineArea
  let quotaBytes = 1e9

  beforeEach(() => {
    databases = freshDatabases()
    quotaBytes = 1e9
    server = fakeMapServer(names)
    tiles = createTileStore({ indexedDB: databases, clock: hastyClock() })
    offline = createOfflineArea({
      tiles,
      api: createApiClient({ network: server.network }),
      network: server.network,
      estimate: async () => ({ usedBytes: 0, quotaBytes, share: 0 }),
    })
  })

  const cutNetwork = () => {
    server.fault = () => {
      throw new TypeError('Failed to fetch')
    }
  }

  it('has a size before anything is fetched', async () => {
    const size = await offline.size(walk)
    expect(size).toMatchObject({
      ok: true,
      value: { version: 'v1', tiles: names.length, savedTiles: 0 },
    })
    expect(size.ok && size.value.bytes).toBeGreaterThan(names.length * 40)
    expect(tilesAsked(server.asked)).toEqual([])
  })

  it('N1: after a download the whole area at every zoom comes from the phone', async () => {
    const progress: AreaProgress[] = []
    const result = await offline.download(walk, { onProgress: (step) => progress.push(step) })
    expect(result).toMatchObject({ ok: true, value: { kind: 'ready', tiles: names.length } })
    expect(progress[0]).toMatchObject({ savedTiles: 0, tiles: names.length, bytes: 0 })
    expect(progress.at(-1)).toMatchObject({ savedTiles: names.length })
    expect(progress.at(-1)?.bytes).toBe(progress.at(-1)?.ofBytes)

    cutNetwork()
    for (const [index, { z, x, y }] of covering.entries()) {
      const bytes = await offline.readTile(z, x, y)
      expect(new Uint8Array(bytes!)).toEqual(tileBytes(index))
    }
  })

  it('offers the size that it has afterwards: its size on the phone, not on the wire', async () => {
    const unpacked = [...server.tiles.values()].reduce((sum, tile) => sum + tile.length, 0)
    server.packedBytes = Math.round(unpacked / 3)
    const size = await offline.size(walk)
    expect(size.ok && size.value.bytes).toBe(unpacked)
    const progress: AreaProgress[] = []
    await offline.download(walk, { onProgress: (step) => progress.push(step) })
    expect(progress.at(-1)?.ofBytes).toBe(unpacked)
    expect(await offline.state(walk.id)).toMatchObject({ kind: 'ready', savedBytes: unpacked })
  })

  it('reports how much of the walk the map covers: by its finest tiles, and of the walk’s present area', async () => {
    const half = covering.filter(({ z, x }) => z === 15 && x % 2 === 0)
    for (const { z, x, y } of half) server.tiles.delete(`${z}/${x}/${y}`)
    const finest = covering.filter(({ z }) => z === 15).length
    const coverage = (finest - half.length) / finest
    const size = await offline.size(walk)
    expect(size.ok && size.value.coverage).toBeCloseTo(coverage, 9)
    await offline.download(walk)
    const state = await offline.state(walk.id, walk.area)
    expect(state).toMatchObject({ kind: 'ready', isOutgrown: false })
    expect(state.kind === 'ready' && state.coverage).toBeCloseTo(coverage, 9)
    const grown = await offline.state(walk.id, [9.9, 57.0, 10.2, 57.06])
    expect(grown).toMatchObject({ kind: 'ready', isOutgrown: true })
  })

  it('recognises a map of another town: its coarse tiles may reach here, its streets do not', async () => {
    server.tiles = new Map([...server.tiles].filter(([name]) => name.startsWith('10/')))
    const size = await offline.size(walk)
    expect(size.ok && size.value).toMatchObject({ coverage: 0 })
    await offline.download(walk)
    expect(await offline.state(walk.id)).toMatchObject({ kind: 'ready', coverage: 0 })
  })

  it('counts again after the phone has lost tiles by itself, with the room they no longer take', async () => {
    await offline.download(walk)
    const [{ savedBytes = 0 } = {}] = await tiles.areas()
    const { z, x, y } = covering[2]!
    await loseTile(databases, ['v1', `${z}/${x}/${y}`])
    expect(await offline.state(walk.id)).toMatchObject({
      kind: 'partial',
      savedTiles: names.length - 1,
      savedBytes: savedBytes - tileBytes(2).length,
    })
  })

  it('N2: stays when the server has another map, or none any more', async () => {
    await offline.download(walk)
    server.version = 'v2'
    server.tiles.clear()
    server.fault = (address) =>
      address.startsWith('/api/map') ? json({ type: 'not-found' }, 404) : undefined
    expect(await offline.state(walk.id)).toMatchObject({ kind: 'ready', version: 'v1' })
    const { z, x, y } = covering[0]!
    expect(new Uint8Array((await offline.readTile(z, x, y))!)).toEqual(tileBytes(0))
  })

  it('K6: continues where an interrupted download stopped, and fetches nothing twice', async () => {
    server.fault = () => {
      if (tilesAsked(server.asked).length > names.length / 2) throw new TypeError('Failed to fetch')
      return undefined
    }
    await expect(offline.download(walk)).rejects.toBeInstanceOf(NetworkError)
    const half = await offline.state(walk.id)
    const kept = half.kind === 'partial' ? half.savedTiles : 0
    expect(half).toMatchObject({ kind: 'partial', tiles: names.length })
    expect(kept).toBeGreaterThan(names.length / 3)
    expect(half.kind === 'partial' && half.savedBytes).toBeGreaterThan(kept * 39)

    server.fault = null
    server.asked.length = 0
    expect(await offline.download(walk)).toMatchObject({ ok: true, value: { kind: 'ready' } })
    expect(tilesAsked(server.asked)).toHaveLength(names.length - kept)
  })

  it('stops when the person cancels, and keeps and counts what is there', async () => {
    const cancel = new AbortController()
    const download = offline.download(walk, {
      signal: cancel.signal,
      onProgress: ({ savedTiles }) => {
        if (savedTiles > 0) cancel.abort()
      },
    })
    await expect(download).rejects.toMatchObject({ name: 'AbortError' })
    expect(await offline.state(walk.id)).toMatchObject({ kind: 'partial' })
    expect(await offline.remove(walk.id)).toBeGreaterThan(0)
    expect(await offline.state(walk.id)).toEqual({ kind: 'none' })
  })

  it('survives a network that loses every third answer', async () => {
    let count = 0
    server.fault = (address) => {
      count += 1
      if (address.startsWith('/tiles/') && count % 3 === 0) throw new TypeError('Failed to fetch')
      return undefined
    }
    expect(await offline.download(walk)).toMatchObject({ ok: true, value: { kind: 'ready' } })
  })

  it('N3: never saves a login page as a piece of map', async () => {
    server.fault = (address) =>
      address.startsWith('/tiles/')
        ? new Response('<html>Log in</html>', { headers: { 'content-type': 'text/html' } })
        : undefined
    await expect(offline.download(walk)).rejects.toBeInstanceOf(CaptivePortalError)
    expect(await offline.state(walk.id)).toMatchObject({ kind: 'partial', savedTiles: 0 })
  })

  it('N3: fetches a damaged tile again and saves it, and calls it missing without a network', async () => {
    await offline.download(walk)
    const { z, x, y } = covering[3]!
    await damageTile(databases, ['v1', `${z}/${x}/${y}`])
    cutNetwork()
    await expect(offline.readTile(z, x, y)).rejects.toBeInstanceOf(NetworkError)
    expect(await offline.state(walk.id)).toMatchObject({ kind: 'partial' })

    server.fault = null
    expect(new Uint8Array((await offline.readTile(z, x, y))!)).toEqual(tileBytes(3))
    expect(await offline.state(walk.id)).toMatchObject({ kind: 'ready' })
    cutNetwork()
    expect(new Uint8Array((await offline.readTile(z, x, y))!)).toEqual(tileBytes(3))
  })

  it('starts over with the new map when the file changes on the server meanwhile', async () => {
    let count = 0
    server.fault = () => {
      count += 1
      if (count === 20) server.version = 'v2'
      return undefined
    }
    expect(await offline.download(walk)).toMatchObject({
      ok: true,
      value: { kind: 'ready', version: 'v2', tiles: names.length },
    })
    expect(await tiles.areas()).toHaveLength(1)
  })

  it('N5: reports that there is no map file, and requests no tile', async () => {
    server.fault = (address) => {
      if (address.startsWith('/api/map/area')) return json({ type: 'not-found' }, 404)
      if (!address.startsWith('/api/installation')) return undefined
      const rasterUrl = 'https://tile.openstreetmap.org/{z}/{x}/{y}.png'
      return json({ map: null, rasterUrl, rasterAttribution: '© OpenStreetMap' })
    }
    expect(await offline.size(walk)).toMatchObject({ ok: false, problem: { code: 'not-found' } })
    expect(await offline.download(walk)).toMatchObject({ ok: false })
    expect(await offline.offer()).toMatchObject({ kind: 'raster', canBeKept: false })
    expect(await offline.state(walk.id)).toEqual({ kind: 'none' })
    expect(server.asked.every((address) => address.startsWith('/api/'))).toBe(true)
  })

  it('N5: requests only addresses of our own', async () => {
    await offline.download(walk)
    await offline.readTile(14, 0, 0)
    await offline.refreshOffer()
    expect(server.asked.filter((address) => !/^\/(api|tiles)\//.test(address))).toEqual([])
  })

  it('refuses a map for which there is no room', async () => {
    quotaBytes = 1_000
    await expect(offline.download(walk)).rejects.toBeInstanceOf(PhoneFullError)
    expect(await offline.state(walk.id)).toEqual({ kind: 'none' })
  })

  it('N4: offers the grid when nothing is known and no server answers', async () => {
    cutNetwork()
    expect(await offline.offer()).toEqual({ kind: 'grid', canBeKept: false })
  })

  it('offers the kept map at a start without a network', async () => {
    await offline.download(walk)
    server.asked.length = 0
    cutNetwork()
    expect(await offline.offer()).toMatchObject({
      kind: 'vector',
      minZoom: 10,
      maxZoom: 15,
      attribution: '© OpenStreetMap contributors',
    })
    expect(server.asked).toEqual([])
  })

  it('keeps only the maps of walks that are still there', async () => {
    await offline.download(walk)
    await offline.download({ ...walk, id: '01939393-0000-7000-8000-00000000000b' })
    await offline.keepOnly([walk.id])
    expect(await tiles.areas()).toMatchObject([{ walkId: walk.id }])
  })

  async function loseTile(factory: IDBFactory, [version, name]: [string, string]) {
    await inTiles(factory, (store) => store.delete([walk.id, version, name]))
  }

  async function damageTile(factory: IDBFactory, [version, name]: [string, string]) {
    const damaged = { bytes: new ArrayBuffer(7), check: 1 }
    await inTiles(factory, (store) => store.put(damaged, [walk.id, version, name]))
  }

  async function inTiles(factory: IDBFactory, work: (store: IDBObjectStore) => IDBRequest) {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = factory.open('lygte-tiles')
      request.onsuccess = () => {
        resolve(request.result)
      }
    })
    await new Promise<void>((resolve) => {
      const done = work(database.transaction('tile', 'readwrite').objectStore('tile'))
      done.onsuccess = () => {
        resolve()
      }
    })
    database.close()
  }
})
