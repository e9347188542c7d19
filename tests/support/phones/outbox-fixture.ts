import { outboxName } from '../../../client/local/database/outbox-database.ts'

/** A database as a file: its form and everything in it; ArrayBuffers as base64. */
export interface DatabaseFixture {
  version: number
  stores: Record<string, StoreForm>
  records: Record<string, { key: IDBValidKey; value: unknown }[]>
}

interface StoreForm {
  keyPath: string | null
  indexes: Record<string, string | string[]>
}

const marked = (value: unknown): unknown =>
  value instanceof ArrayBuffer ? { base64: Buffer.from(value).toString('base64') } : value

const unmarked = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && 'base64' in value
    ? Uint8Array.from(Buffer.from(String(value.base64), 'base64')).buffer
    : value

/** The form of an opened database. */
export function formOf(database: IDBDatabase): DatabaseFixture['stores'] {
  const transaction = database.transaction([...database.objectStoreNames], 'readonly')
  const forms = [...database.objectStoreNames].map((name) => {
    const store = transaction.objectStore(name)
    const indexes = [...store.indexNames].map((index) => [index, store.index(index).keyPath])
    const form: StoreForm = {
      keyPath: store.keyPath as string | null,
      indexes: Object.fromEntries(indexes) as StoreForm['indexes'],
    }
    return [name, form] as const
  })
  return Object.fromEntries(forms)
}

/** Writes the outbox as an earlier release left it. */
export async function restoreFixture(factory: IDBFactory, fixture: DatabaseFixture): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = factory.open(outboxName, fixture.version)
    request.addEventListener('upgradeneeded', () => build(request.result, fixture))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
  })
  await new Promise<void>((resolve) => {
    const transaction = database.transaction([...database.objectStoreNames], 'readwrite')
    transaction.addEventListener('complete', () => resolve())
    for (const [name, records] of Object.entries(fixture.records)) {
      const store = transaction.objectStore(name)
      for (const { key, value } of records) {
        store.put(unmarked(value), ...(store.keyPath === null ? [key] : []))
      }
    }
  })
  database.close()
}

function build(database: IDBDatabase, { stores }: DatabaseFixture): void {
  for (const [name, { keyPath, indexes }] of Object.entries(stores)) {
    const store = database.createObjectStore(name, keyPath === null ? {} : { keyPath })
    for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path)
  }
}

export async function openOutbox(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(outboxName)
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
  })
}

/** The whole outbox as a fixture; how the file of a release is made. */
export async function captureFixture(factory: IDBFactory): Promise<DatabaseFixture> {
  const database = await openOutbox(factory)
  const stores = formOf(database)
  const records: DatabaseFixture['records'] = {}
  const transaction = database.transaction([...database.objectStoreNames], 'readonly')
  for (const name of Object.keys(stores)) {
    const store = transaction.objectStore(name)
    const keys = await answer(store.getAllKeys())
    const values: unknown[] = await answer(store.getAll())
    records[name] = keys.map((key, index) => ({ key, value: marked(values[index]) }))
  }
  const { version } = database
  database.close()
  return { version, stores, records }
}

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve) => {
    request.addEventListener('success', () => resolve(request.result))
  })
