import { afterAll, beforeAll } from 'vitest'
import { buildTestApp, type TestApp, type TestAppOptions } from './build-test-app.ts'
import { openTestDatabase, type TestDatabase } from '../databases/open-test-database.ts'

export interface StoreWithApp {
  store: TestDatabase
  testApp: TestApp
}

/** A database and the real app on it, for all tests of a file; filled before the first of them. The clock is the app's. */
export function storeWithApp(options: Pick<TestAppOptions, 'now' | 'config'> = {}): StoreWithApp {
  const held: Partial<StoreWithApp> = {}
  beforeAll(async () => {
    held.store = await openTestDatabase()
    held.testApp = await buildTestApp({ store: held.store, ...options })
  })
  afterAll(async () => {
    await held.testApp?.close()
    await held.store?.drop()
  })
  return held as StoreWithApp
}
