import type { Page } from 'playwright-core'
import type { DatabaseFixture } from '../../support/phones/outbox-fixture.ts'

/** Names in the fixture that are those of the joined phone in a test. */
const identities = ['client', 'current-walk'] as const

/**
 * Puts the outbox that an earlier release left in place of this phone's, which must have joined a walk and stays the same member
 * of it. The page leaves the app; open it again.
 */
export async function leaveOldOutbox(page: Page, fixture: DatabaseFixture): Promise<void> {
  await page.goto(new URL('/manifest.webmanifest', page.url()).href)
  const own = await page.evaluate(readIdentity)
  const old = new Map((fixture.records['identity'] ?? []).map(({ key, value }) => [key, value]))
  let text = JSON.stringify(fixture)
  for (const name of identities) {
    const [from, to] = [old.get(name), own[name]].map((id) => JSON.parse(id as string) as string)
    text = text.replaceAll(from ?? '', to ?? '')
  }
  const planted = JSON.parse(text) as DatabaseFixture
  const identity = { ...own, sequence: old.get('sequence') }
  planted.records['identity'] = Object.entries(identity).map(([key, value]) => ({ key, value }))
  await page.evaluate(replaceOutbox, JSON.stringify(planted))
}

/** Runs in the page. */
async function readIdentity(): Promise<Record<string, string>> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('lygte-outbox')
    opening.onsuccess = () => resolve(opening.result)
  })
  const facts: Record<string, string> = {}
  await new Promise<void>((resolve) => {
    const reading = database.transaction('identity').objectStore('identity').openCursor()
    reading.onsuccess = () => {
      const cursor = reading.result
      if (!cursor) return resolve()
      facts[cursor.key as string] = String(cursor.value)
      cursor.continue()
    }
  })
  database.close()
  return facts
}

/** Runs in the page. */
async function replaceOutbox(fixture: string): Promise<void> {
  const { version, stores, records } = JSON.parse(fixture) as DatabaseFixture
  await new Promise<void>((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase('lygte-outbox')
    deleting.onsuccess = () => resolve()
    deleting.onerror = () => reject(new Error('not deleted'))
  })
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('lygte-outbox', version)
    opening.onupgradeneeded = () => {
      for (const [name, { keyPath, indexes }] of Object.entries(stores)) {
        const store = opening.result.createObjectStore(name, keyPath === null ? {} : { keyPath })
        for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path)
      }
    }
    opening.onsuccess = () => resolve(opening.result)
  })
  const bytesOf = (value: unknown) =>
    value !== null && typeof value === 'object' && 'base64' in value
      ? Uint8Array.from(atob(String(value.base64)), (c) => c.charCodeAt(0)).buffer
      : value
  const transaction = database.transaction([...database.objectStoreNames], 'readwrite')
  for (const [name, entries] of Object.entries(records)) {
    const store = transaction.objectStore(name)
    for (const { key, value } of entries) {
      store.put(bytesOf(value), ...(store.keyPath === null ? [key] : []))
    }
  }
  await new Promise((resolve) => {
    transaction.oncomplete = resolve
  })
  database.close()
}
