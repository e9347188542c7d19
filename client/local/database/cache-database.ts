import { createPhoneDatabase, type PhoneDatabase } from './phone-database.ts'
import type { PhoneEnvironment } from '../phone/phone-environment.ts'

export const cacheName = 'lygte-cache'
const version = 1

/**
 * The disposable database: what the server last sent. It may be deleted at any time, also by this app when its schema changes, and
 * is rebuilt by a pull from the start; it holds nothing that the person made.
 */
export function openCacheDatabase(environment: PhoneEnvironment): PhoneDatabase {
  return createPhoneDatabase({
    name: cacheName,
    version,
    build: (raw, _transaction, oldVersion) => {
      if (oldVersion > 0) for (const name of [...raw.objectStoreNames]) raw.deleteObjectStore(name)
      raw.createObjectStore('space', { keyPath: 'space' })
      raw.createObjectStore('row')
      raw.createObjectStore('setting')
    },
    durability: 'relaxed',
    indexedDB: environment.indexedDB,
    clock: environment.clock,
  })
}
