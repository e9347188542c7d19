import { randomUUID } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Store } from './database.ts'
import { readEpoch, replaceEpoch } from './server-meta.ts'

/**
 * How far the feeds had come, stored in a file outside the database (sync.md §1.6): a database behind it was restored from an older copy.
 * Heads only increase, so their sum falls exactly when one of them has fallen.
 */
interface HighWater {
  epoch: Uuid
  /** Sum of the heads of all spaces, a decimal string. */
  sum: string
}

export interface HighWaterCheck {
  /** Kept in the data folder. */
  file: string
  makeEpoch: () => Uuid
}

/** Two numbers that only this program uses, next to those of the migrations (migrate.ts). */
const checkLock = sql`pg_advisory_xact_lock(1819895668, 3)`

/**
 * Compares the database with the file and updates the file; gives the database a new epoch when it has gone back in time, so that phones
 * send again what they hold. Returns whether it had. Processes that share a database must share the file: each would mistake the other's
 * new epoch for another restore. They check one after the other, because another process could set its new epoch between reading the file
 * and reading the database. If the file cannot be written, the epoch stays as it was.
 */
export function checkHighWater({ db }: Store, check: HighWaterCheck): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await sql`select ${checkLock}`.execute(transaction)
    return compare({ db: transaction }, check)
  })
}

async function compare(
  store: Pick<Store, 'db'>,
  { file, makeEpoch }: HighWaterCheck,
): Promise<boolean> {
  const known = await readHighWater(file)
  const present = await presentHighWater(store)
  const isOlder =
    known !== null && (known.epoch !== present.epoch || BigInt(present.sum) < BigInt(known.sum))
  if (isOlder) {
    await replaceEpoch(store, { from: present.epoch, to: makeEpoch() })
    present.epoch = await readEpoch(store)
  }
  if (known?.epoch !== present.epoch || known.sum !== present.sum) {
    await writeHighWater(file, present)
  }
  return isOlder
}

async function presentHighWater(store: Pick<Store, 'db'>): Promise<HighWater> {
  const { sum } = await store.db
    .selectFrom('spaces')
    .select((expression) => expression.fn.sum<string | null>('head').as('sum'))
    .executeTakeFirstOrThrow()
  return { epoch: await readEpoch(store), sum: sum ?? '0' }
}

async function readHighWater(file: string): Promise<HighWater | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : (JSON.parse(text) as HighWater)
}

/** Writes atomically, also in a power cut: the file is renamed only when its bytes are on disk. */
async function writeHighWater(file: string, mark: HighWater): Promise<void> {
  // Several processes may share the folder, each as process 1 of its own container.
  const fresh = join(dirname(file), `.high-water.${randomUUID()}.new`)
  const handle = await open(fresh, 'w')
  try {
    await handle.writeFile(`${JSON.stringify(mark)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, file)
}

/** How far the file may lag behind: a restore can hide at most this much time. */
const intervalMs = 5_000

/**
 * Keeps the file up to date while the server runs; the returned function stops that after one last check. A store that is away is checked
 * again later.
 */
export function keepHighWater(store: Store, check: HighWaterCheck): () => Promise<void> {
  let running = Promise.resolve()
  const look = async () => {
    await checkHighWater(store, check).catch(() => undefined)
  }
  const timer = setInterval(() => {
    running = running.then(look)
  }, intervalMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
    await look()
  }
}
