import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  openDatabase,
  type DatabaseAddress,
  type Store,
} from '../../../server/store/database/database.ts'
import { startEmbeddedPostgres } from '../../../server/embedded-postgres/embedded-postgres.ts'
import { migrate } from '../../../server/store/database/migrate.ts'
import { initialiseServerMeta } from '../../../server/store/database/server-meta.ts'
import { someUuid } from '../fixtures/make-observation.ts'

export interface DurableStore extends Store {
  address: DatabaseAddress
  stop(): Promise<void>
}

/** A migrated embedded store as `npm start` runs it, fsync on, in a folder that `stop` removes: what benchmarks measure. */
export async function startDurableStore(): Promise<DurableStore> {
  const folder = mkdtempSync(join(tmpdir(), 'lygte-bench-'))
  // As root the database runs as another user, who must be able to enter.
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir: folder })
  const address = postgres.connection
  const store = openDatabase({ ...address, poolSize: 10 })
  await migrate(store)
  await initialiseServerMeta(store, someUuid())
  const stop = async () => {
    await store.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...store, address, stop }
}
