import { beforeEach, describe, expect, it } from 'vitest'
import type { AreaPlan, NamedTile } from '../../../client/local/tiles/tile-record.ts'
import { createTileStore, type TileStore } from '../../../client/local/tiles/tile-store.ts'
import { coveringTiles } from '../../../shared/tile-grid.ts'
import { freshDatabases, hastyClock, tileBytes } from './fake-phone.ts'

const walk = '01939393-0000-7000-8000-00000000000a'
const other = '01939393-0000-7000-8000-00000000000b'
const box = [9.97, 57.02, 9.98, 57.03] as const
const names = (coveringTiles(box, { minZoom: 12, maxZoom: 14, limit: 100 }) ?? []).map(
  ({ z, x, y }) => `${z}/${x}/${y}`,
)
const planOf = (change: Partial<AreaPlan> = {}): AreaPlan => ({
  walkId: walk,
  version: 'v1',
  box,
  minZoom: 12,
  maxZoom: 14,
  attribution: '© OpenStreetMap contributors',
  tiles: names.length,
  bytes: 1_000,
  ...change,
})
const named = (name: string, index = 0): NamedTile => ({ name, bytes: tileBytes(index).buffer })
const tileOf = (name: string) => {
  const [z = 0, x = 0, y = 0] = name.split('/').map(Number)
  return { z, x, y }
}

describe('the tile store', () => {
  let databases: IDBFactory
  let store: TileStore
  const open = () => createTileStore({ indexedDB: databases, clock: hastyClock() })
  beforeEach(() => {
    databases = freshDatabases()
    store = open()
  })

  it('K6: resumes with the tiles that are missing and accounts for the space of the others', async () => {
    expect(await store.begin(planOf(), names)).toEqual(names)
    await store.save(planOf(), [named(names[0]!, 1), named(names[1]!, 2)])
    store.close()

    const again = open()
    expect(await again.areas()).toMatchObject([
      { savedTiles: 2, savedBytes: 41 + 42, isComplete: false },
    ])
    expect(await again.begin(planOf(), names)).toEqual(names.slice(2))
  })

  it('counts a tile once, however often it is saved', async () => {
    await store.begin(planOf(), names)
    await store.save(planOf(), [named(names[0]!, 1)])
    await store.save(planOf(), [named(names[0]!, 5)])
    expect(await store.areas()).toMatchObject([{ savedTiles: 1, savedBytes: 45 }])
  })

  it('N1: is complete only when every tile was counted', async () => {
    await store.begin(planOf(), names)
    await store.save(planOf(), names.slice(1).map(named))
    expect(await store.finish(planOf())).toBe(false)
    await store.save(planOf(), [named(names[0]!)])
    expect(await store.finish(planOf())).toBe(true)
    expect(await store.areas()).toMatchObject([{ isComplete: true, savedTiles: names.length }])
  })

  it('tells a kept tile from an empty one, a missing one and one outside', async () => {
    await store.begin(planOf(), names.slice(0, -1))
    await store.save(planOf(), [named(names[0]!, 3)])
    const kept = await store.find(tileOf(names[0]!))
    expect(kept.kind === 'kept' && new Uint8Array(kept.bytes)).toEqual(tileBytes(3))
    expect(await store.find(tileOf(names[1]!))).toMatchObject({ kind: 'missing' })
    expect(await store.find(tileOf(names.at(-1)!))).toEqual({ kind: 'empty' })
    expect(await store.find({ z: 14, x: 0, y: 0 })).toEqual({ kind: 'outside' })
    expect(await store.find({ ...tileOf(names[0]!), z: 9 })).toEqual({ kind: 'outside' })
  })

  it('N3: deletes a tile that differs from what was saved, and its area is no longer complete', async () => {
    await store.begin(planOf(), names)
    await store.save(planOf(), names.map(named))
    await store.finish(planOf())
    const before = (await store.areas())[0]!
    await damage(databases, [walk, 'v1', names[2]!])

    expect(await store.find(tileOf(names[2]!))).toMatchObject({ kind: 'missing' })
    expect(await store.areas()).toMatchObject([
      { isComplete: false, savedTiles: names.length - 1, savedBytes: before.savedBytes - 42 },
    ])
    expect(await store.begin(planOf(), names)).toEqual([names[2]])
  })

  it('keeps the old version of a map until the new one is complete', async () => {
    await fill('v1', 1)
    await store.begin(planOf({ version: 'v2' }), names)
    await store.save(planOf({ version: 'v2' }), [named(names[0]!, 9)])
    const during = await store.find(tileOf(names[0]!))
    expect(during.kind === 'kept' && during.bytes.byteLength).toBe(41)

    await store.save(
      planOf({ version: 'v2' }),
      names.map((name) => named(name, 9)),
    )
    await store.finish(planOf({ version: 'v2' }))
    expect(await store.areas()).toMatchObject([{ version: 'v2' }])
    const after = await store.find(tileOf(names[0]!))
    expect(after.kind === 'kept' && after.bytes.byteLength).toBe(49)
  })

  it('removes the map of one walk and leaves the streets of another', async () => {
    await fill('v1', 1)
    await store.begin(planOf({ walkId: other }), names)
    await store.save(planOf({ walkId: other }), [named(names[0]!, 7)])
    expect(await store.remove(walk)).toBe(41 * names.length)
    expect(await store.areas()).toMatchObject([{ walkId: other }])
    expect(await store.find(tileOf(names[0]!))).toMatchObject({ kind: 'kept' })
  })

  it('does not bring back a map that was removed while it was being fetched', async () => {
    await store.begin(planOf(), names)
    await store.remove(walk)
    await store.save(planOf(), [named(names[0]!)])
    expect(await store.areas()).toEqual([])
    expect(await store.find(tileOf(names[0]!))).toEqual({ kind: 'outside' })
  })

  it('K2: deletes everything at once and returns whether there was anything', async () => {
    await fill('v1', 1)
    expect(await store.clear()).toBe(true)
    expect(await store.clear()).toBe(false)
    expect(await store.find(tileOf(names[0]!))).toEqual({ kind: 'outside' })
  })

  it('drops tiles that an area with changed borders no longer has, and their weight', async () => {
    await fill('v1', 1)
    await store.begin(planOf({ tiles: 2 }), names.slice(0, 2))
    expect(await store.areas()).toMatchObject([{ savedTiles: 2, savedBytes: 82 }])
  })

  async function fill(version: string, index: number): Promise<void> {
    await store.begin(planOf({ version }), names)
    await store.save(
      planOf({ version }),
      names.map((name) => named(name, index)),
    )
    await store.finish(planOf({ version }))
  }
})

/** Turns one byte of a stored tile, as a bad block would. */
async function damage(databases: IDBFactory, key: string[]): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = databases.open('lygte-tiles')
    request.onsuccess = () => {
      resolve(request.result)
    }
  })
  const store = database.transaction('tile', 'readwrite').objectStore('tile')
  await new Promise<void>((resolve) => {
    const request = store.get(key)
    request.onsuccess = () => {
      const record = request.result as { bytes: ArrayBuffer; check: number }
      new Uint8Array(record.bytes)[5]! ^= 1
      store.put(record, key).onsuccess = () => {
        resolve()
      }
    }
  })
  database.close()
}
