import type { Config } from '../config.ts'
import { openDatabase, type Store } from '../store/database/database.ts'
import { DataFolderInUseError } from '../embedded-postgres/error.ts'
import { addressOfRunning } from '../embedded-postgres/embedded-postgres.ts'
import { migrate } from '../store/database/migrate.ts'
import { openStore } from '../start/open-store.ts'

/** Runs a task on the store: on the embedded database of a running server, or else on one that is started for the task. */
export async function withStore<T>(config: Config, task: (store: Store) => Promise<T>): Promise<T> {
  const opened = await openStore(config).catch((error: unknown) => {
    if (error instanceof DataFolderInUseError) return joinRunning(config)
    throw error
  })
  try {
    return await task(opened.store)
  } finally {
    await opened.close()
  }
}

async function joinRunning({ dataDir }: Config): Promise<{ store: Store; close(): Promise<void> }> {
  const store = openDatabase(await addressOfRunning(dataDir))
  await migrate(store)
  return { store, close: () => store.close() }
}
