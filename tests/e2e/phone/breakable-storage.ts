import type { Page } from 'playwright-core'

/** The phone's databases, as they break in the field; from the page's next load on. */
export interface BreakableStorage {
  /** Ends every open connection, as Safari does under memory pressure. */
  closeConnections(): Promise<void>
  /** `open` does not answer any more, also after a load, or does again; requests made meanwhile stay unanswered. */
  hang(isHanging: boolean): Promise<void>
  /** Deletes a database as a phone does that frees space, and nothing else. It leaves the app; open it again. */
  erase(name: string): Promise<void>
  /** Sets how many bytes are allowed in all; Chromium reads it only before the first use of its databases. */
  limit(bytes: number): Promise<void>
  /** Fills the remaining room, down to a few kilobytes, until the browser reports that it is full. */
  fill(): Promise<void>
  /** How often this page has read from a store. */
  countReads(store: string): Promise<number>
}

type Watched = typeof globalThis & { connections: Set<IDBDatabase>; reads: string[] }
const hangingKey = 'test-open-hangs'

export async function breakableStorage(page: Page, origin: string): Promise<BreakableStorage> {
  await page.addInitScript((key) => {
    const watched = globalThis as Watched
    watched.connections = new Set()
    watched.reads = []
    for (const name of ['get', 'getAll', 'openCursor'] as const) {
      const read = IDBObjectStore.prototype[name] as (...query: unknown[]) => IDBRequest
      Object.assign(IDBObjectStore.prototype, {
        [name](this: IDBObjectStore, ...query: unknown[]) {
          watched.reads.push(this.name)
          return read.apply(this, query)
        },
      })
    }
    const open = IDBFactory.prototype.open
    IDBFactory.prototype.open = function (name, version) {
      // A request that is never answered.
      if (localStorage.getItem(key)) return new EventTarget() as IDBOpenDBRequest
      const request = open.call(this, name, version)
      request.addEventListener('success', () => watched.connections.add(request.result))
      return request
    }
  }, hangingKey)
  let limitBytes = Number.POSITIVE_INFINITY
  const devtools = await page.context().newCDPSession(page)
  return {
    limit: async (quotaSize) => {
      limitBytes = quotaSize
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
    },
    fill: () => page.evaluate(fillUp, limitBytes),
    countReads: (store) =>
      page.evaluate(
        (name) => (globalThis as Watched).reads.filter((read) => read === name).length,
        store,
      ),
    closeConnections: () =>
      page.evaluate(() => {
        for (const connection of (globalThis as Watched).connections) connection.close()
      }),
    hang: (isHanging) =>
      page.evaluate(
        ([key, value]) => {
          if (value) localStorage.setItem(key, 'yes')
          else localStorage.removeItem(key)
        },
        [hangingKey, isHanging] as const,
      ),
    erase: async (name) => {
      await page.goto(new URL('/manifest.webmanifest', page.url()).href)
      await page.evaluate(
        (database) =>
          new Promise<void>((resolve, reject) => {
            const deleting = indexedDB.deleteDatabase(database)
            deleting.onsuccess = () => resolve()
            deleting.onerror = () => reject(new Error('not deleted'))
          }),
        name,
      )
    },
  }
}

/** Bytes of the reserve for a full phone; 0 when it has been given up. */
export function keptInReserve(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory()
    const handle = await folder.getFileHandle('ballast').catch(() => undefined)
    return (await handle?.getFile())?.size ?? 0
  })
}

/**
 * Runs in the page: noise, because engines compress what they store. NOTE: Chromium 150 grants room for half a minute by its first
 * measurement; without reading the usage it would be filled far beyond its limit.
 */
async function fillUp(limitBytes: number): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('other-data')
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore('noise', { autoIncrement: true })
    opening.onsuccess = () => resolve(opening.result)
  })
  const add = (bytes: number) =>
    new Promise<boolean>((resolve) => {
      const transaction = database.transaction('noise', 'readwrite')
      transaction.objectStore('noise').add(crypto.getRandomValues(new Uint8Array(bytes)).buffer)
      transaction.oncomplete = () => resolve(true)
      transaction.onabort = () => resolve(false)
    })
  const room = async () => limitBytes - ((await navigator.storage.estimate()).usage ?? 0)
  for (const piece of [65_536, 8_192, 1_024]) {
    while ((await room()) > piece && (await add(piece)));
  }
  while (await add(1_024)) await new Promise((resolve) => setTimeout(resolve, 500))
  database.close()
}
