import { unwrap, wrap, type IDBPDatabase, type IDBPTransaction } from 'idb'
import type { PhoneClock } from '../phone/phone-environment.ts'
import {
  isConnectionLost,
  isForbidden,
  isQuotaError,
  PhoneFullError,
  PhoneStorageError,
} from './storage-errors.ts'

/** How long `open` may take: Safari's first one can hang for ever (A6). */
const openTimeoutMs = 3_000

export interface DatabasePlan {
  name: string
  version: number
  /** Builds the stores; it runs inside the upgrade transaction, so it must not await anything else. */
  build: (database: IDBDatabase, transaction: IDBTransaction, oldVersion: number) => void
  /** `strict`: a completed write survives a power cut, as far as the browser lets us request that. */
  durability: IDBTransactionDurability
  indexedDB: IDBFactory | null
  clock: PhoneClock
}

type ReadWork<T> = (transaction: IDBPTransaction<unknown, string[]>) => Promise<T>
type WriteWork<T> = (transaction: IDBPTransaction<unknown, string[], 'readwrite'>) => Promise<T>
export type WriteTransaction = IDBPTransaction<unknown, string[], 'readwrite'>
export type ReadTransaction = IDBPTransaction<unknown, string[], 'readonly' | 'readwrite'>

/**
 * A database that recovers: it opens on first use, reopens when the browser has closed it, and lets other tabs upgrade. A write
 * resolves when its transaction has completed; when `work` throws, nothing was written. `work` may await only requests of its own
 * transaction. It may run twice (the connection can die before the commit is reported), so its second run must change nothing that
 * the first has done.
 */
export interface PhoneDatabase {
  read: <T>(stores: readonly string[], work: ReadWork<T>) => Promise<T>
  write: <T>(stores: readonly string[], work: WriteWork<T>) => Promise<T>
  close: () => void
}

export function createPhoneDatabase(plan: DatabasePlan): PhoneDatabase {
  let opening: Promise<IDBPDatabase> | undefined

  const forget = (database?: IDBPDatabase) => {
    database?.close()
    opening = undefined
  }
  const connect = (): Promise<IDBPDatabase> => {
    opening ??= open(plan, () => forget()).catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }
  const run = async <T>(attempt: (database: IDBPDatabase) => Promise<T>): Promise<T> => {
    const connection = connect()
    const database = await connection
    try {
      return await attempt(database)
    } catch (error) {
      const wasClosed = opening !== connection
      if (!wasClosed && !isConnectionLost(error)) throw named(error)
      if (!wasClosed) forget(database)
      return attempt(await connect()).catch((again: unknown) => {
        throw named(again)
      })
    }
  }
  return {
    read: (stores, work) =>
      run(async (database) => settle(database.transaction([...stores], 'readonly'), work)),
    write: (stores, work) =>
      run(async (database) =>
        settle(
          database.transaction([...stores], 'readwrite', { durability: plan.durability }),
          work,
        ),
      ),
    close: () => {
      void opening?.then(
        (database) => database.close(),
        () => undefined,
      )
      opening = undefined
    },
  }
}

/** Writes many records whose failure aborts the transaction: without a listener for each, which costs as much as writing it. */
export function putAll(
  transaction: WriteTransaction,
  store: string,
  records: readonly unknown[],
): void {
  const bare = unwrap(transaction).objectStore(store)
  for (const record of records) bare.put(record)
}

async function settle<T, M extends 'readonly' | 'readwrite'>(
  transaction: IDBPTransaction<unknown, string[], M>,
  work: (transaction: IDBPTransaction<unknown, string[], M>) => Promise<T>,
): Promise<T> {
  // Both are watched from the start: a transaction can fail while `work` still runs, or after it has finished.
  const done = transaction.done.then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  try {
    const result = await work(transaction)
    const failure = await done
    if (failure) throw failure.error
    return result
  } catch (error) {
    abort(transaction)
    // The reason of the abort (quota) says more than the request that it cut.
    const failure = await done
    throw failure && isQuotaError(failure.error) ? failure.error : error
  }
}

function abort(transaction: { abort: () => void }): void {
  try {
    transaction.abort()
  } catch {
    // Already finished or aborted by the browser.
  }
}

function named(error: unknown): unknown {
  if (isQuotaError(error)) return new PhoneFullError('the phone is full', { cause: error })
  return error instanceof DOMException ? new PhoneStorageError('broken', { cause: error }) : error
}

/** Throws `PhoneStorageError`: where cookies are blocked, even the request throws. */
function openRequest({ indexedDB, name, version }: DatabasePlan): IDBOpenDBRequest {
  if (!indexedDB) throw new PhoneStorageError('forbidden')
  try {
    return indexedDB.open(name, version)
  } catch (error) {
    throw openError(error)
  }
}

const openError = (error: unknown): PhoneStorageError =>
  new PhoneStorageError(isForbidden(error) ? 'forbidden' : 'away', { cause: error })

function open(plan: DatabasePlan, onClosed: () => void): Promise<IDBPDatabase> {
  return new Promise((resolve, reject) => {
    const request = openRequest(plan)
    let isTooLate = false
    const cancel = plan.clock.after(openTimeoutMs, () => {
      isTooLate = true
      reject(new PhoneStorageError('stuck'))
    })
    request.addEventListener('upgradeneeded', (event) => {
      const transaction = request.transaction
      if (transaction) plan.build(request.result, transaction, event.oldVersion)
    })
    request.addEventListener('error', () => {
      cancel()
      reject(openError(request.error))
    })
    request.addEventListener('success', () => {
      cancel()
      const database = request.result
      if (isTooLate) return database.close()
      const close = () => {
        database.close()
        onClosed()
      }
      // A newer version wants to upgrade: an old tab must never make it wait (I9).
      database.addEventListener('versionchange', close)
      database.addEventListener('close', close)
      resolve(wrap(database))
    })
  })
}
