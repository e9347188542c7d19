import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach } from 'vitest'
import { openDatabase, type DatabaseAddress } from '../../../server/store/database/database.ts'
import { isPostgresOn } from '../../../server/embedded-postgres/leftover.ts'
import { spawnStore, type StoreProcess } from './spawn-store.ts'

export interface StoreFolder {
  /** A folder of this test's own, open to all. */
  root(): string
  /** Holds a cluster that has been stopped. */
  dataDir(): string
  start(dataDir?: string, systemFolder?: string): StoreProcess
  /** Whether this process is PostgreSQL at work here; a zombie that nobody has buried is not. */
  isRunning(pid: number): boolean
}

/** Gives each test of the file a fresh data folder, and ends what the test started, databases of killed servers too. */
export function useStoreFolder(): StoreFolder {
  let root = ''
  let seed = ''
  const started: StoreProcess[] = []
  const dataDir = () => join(root, 'data')

  const makeFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lygte-embedded-'))
    await chmod(folder, 0o755)
    return folder
  }
  beforeAll(async () => {
    seed = await makeFolder()
    const store = spawnStore(join(seed, 'data'))
    await store.expect('ready')
    await store.end('SIGTERM')
    return () => rm(seed, { recursive: true })
  })
  beforeEach(async () => {
    root = await makeFolder()
    // Copying a stopped cluster takes a tenth of the time of making one; -a keeps its owner.
    execFileSync('cp', ['-a', join(seed, 'data'), dataDir()])
  })
  afterEach(async () => {
    for (const store of started.splice(0)) {
      if (store.child.exitCode === null && store.child.signalCode === null) {
        await store.end('SIGTERM')
      }
    }
    await stopOrphan(dataDir())
    await rm(root, { recursive: true })
  })

  return {
    root: () => root,
    dataDir,
    start: (folder = dataDir(), systemFolder) => {
      const store = spawnStore(folder, systemFolder)
      started.push(store)
      return store
    },
    isRunning: (pid) => isPostgresOn(pid, join(dataDir(), 'postgres/cluster')),
  }
}

/** A test that failed half way may leave a database: the next start on the folder takes it over, and stops it. */
async function stopOrphan(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postgres/cluster/postmaster.pid')
  if (!(await stat(pidFile).catch(() => null))) return
  const sweeper = spawnStore(dataDir)
  await sweeper.next()
  await sweeper.end('SIGTERM')
}

/** Runs one statement on a connection of its own. */
export async function query<T = unknown>(address: DatabaseAddress, sql: string): Promise<T[]> {
  const store = openDatabase({ ...address, poolSize: 1 })
  try {
    return (await store.pool.query(sql)).rows as T[]
  } finally {
    await store.close()
  }
}
