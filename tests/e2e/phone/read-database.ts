import type { Page } from 'playwright-core'

/** Everything in one database of the phone, with bytes as lengths, for comparing. */
export async function readDatabase(page: Page, name: string): Promise<Record<string, unknown[]>> {
  return page.evaluate(async (databaseName) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(databaseName)
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(new Error('cannot open'))
    })
    const content: Record<string, unknown[]> = {}
    for (const store of database.objectStoreNames) {
      const values = await new Promise<unknown[]>((resolve) => {
        const reading = database.transaction(store).objectStore(store).getAll()
        reading.onsuccess = () => resolve(reading.result as unknown[])
      })
      content[store] = values.map((value) =>
        value instanceof ArrayBuffer ? { bytes: value.byteLength } : value,
      )
    }
    database.close()
    return content
  }, name)
}
