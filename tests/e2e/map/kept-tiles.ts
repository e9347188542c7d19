import type { Page } from 'playwright-core'
import type { KeptArea, TileRecord } from '../../../client/local/tiles/tile-record.ts'

export interface KeptTiles {
  count: number
  /** What they weigh in the database. */
  bytes: number
  areas: KeptArea[]
}

/** What the phone keeps of maps, counted past everything the app says. */
export function keptTiles(page: Page): Promise<KeptTiles> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('lygte-tiles')
      opening.onsuccess = () => resolve(opening.result)
    })
    const transaction = database.transaction(['tile', 'area'])
    const all = <T>(store: string) =>
      new Promise<T[]>((resolve) => {
        const reading = transaction.objectStore(store).getAll()
        reading.onsuccess = () => resolve(reading.result as T[])
      })
    const [tiles, areas] = [await all<TileRecord>('tile'), await all<KeptArea>('area')]
    database.close()
    const bytes = tiles.reduce((sum, tile) => sum + tile.bytes.byteLength, 0)
    return { count: tiles.length, bytes, areas }
  })
}

/** One byte of every tile is another one, as failing storage leaves it. */
export function damageTiles(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('lygte-tiles')
      opening.onsuccess = () => resolve(opening.result)
    })
    const transaction = database.transaction('tile', 'readwrite')
    const walking = transaction.objectStore('tile').openCursor()
    walking.onsuccess = () => {
      const cursor = walking.result
      if (!cursor) return
      const record = cursor.value as TileRecord
      const bytes = new Uint8Array(record.bytes.slice(0))
      bytes[0] = (bytes[0] ?? 0) ^ 0xff
      cursor.update({ ...record, bytes: bytes.buffer })
      cursor.continue()
    }
    await new Promise((resolve) => {
      transaction.oncomplete = resolve
    })
    database.close()
  })
}

type Watched = typeof globalThis & { cleared: string[] }

/** From now on: the stores and files that the page gives up to make room, in the order it does; returns their names so far. */
export async function watchClearing(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const cleared = ((globalThis as Watched).cleared = [] as string[])
    const note = (name: string) => {
      if (['tile', 'photoChunk', 'ballast'].includes(name) && !cleared.includes(name)) {
        cleared.push(name)
      }
    }
    const remove = FileSystemDirectoryHandle.prototype.removeEntry
    FileSystemDirectoryHandle.prototype.removeEntry = function (name) {
      note(name)
      return remove.call(this, name)
    }
    for (const name of ['clear', 'delete'] as const) {
      const real = IDBObjectStore.prototype[name] as (...query: unknown[]) => IDBRequest
      Object.assign(IDBObjectStore.prototype, {
        [name](this: IDBObjectStore, ...query: unknown[]) {
          note(this.name)
          return real.apply(this, query)
        },
      })
    }
  })
  return () => page.evaluate(() => (globalThis as Watched).cleared.join(' '))
}
