import { dropBallast, keepBallast } from './ballast.ts'
import { forgetRescued, rescuedDrafts } from '../capture/draft-rescue.ts'
import { readFact } from '../database/identity.ts'
import { countOutbox } from '../outbox/outbox-reads.ts'
import { cacheName } from '../database/cache-database.ts'
import { outboxName, outboxStores } from '../database/outbox-database.ts'
import { releaseRoom, type ReleasedSpace, type RoomParts } from './storage-room.ts'
import type { PhoneContext } from './phone-context.ts'
import { shareSelfTest, type SelfTestResult } from './self-test.ts'
import { PhoneStorageError } from '../database/storage-errors.ts'

export type { SelfTestResult } from './self-test.ts'

/** What the phone reports about its storage. */
export interface StorageEstimate {
  usedBytes: number
  quotaBytes: number
  /** 0 to 1. */
  share: number
}

/** The outbox was there and is gone (A8). */
export interface DetectedLoss {
  /** Phone clock, ISO 8601 UTC. */
  detectedAt: string
  /** Pins and changes that this phone had ever saved; how many of them had arrived is not known here. */
  savedBefore: number
}

export interface PhoneStorage {
  estimate(): Promise<StorageEstimate | undefined>
  /** Requests that the browser never clears this site by itself; `false` when refused, `undefined` when it cannot be requested. */
  persist(): Promise<boolean | undefined>
  isPersisted(): Promise<boolean | undefined>
  /** Writes, reads and deletes a record in the outbox database. */
  selfTest(): Promise<SelfTestResult>
  /** Present until the person has seen it. */
  lossDetected(): Promise<DetectedLoss | undefined>
  acknowledgeLoss(): Promise<void>
  /** Fills the reserve of about 5 MB that is deleted when the phone is full, so that text can still be saved. */
  keepBallast(): Promise<void>
  /**
   * Deletes the next disposable thing: map tiles, then photos that the server has confirmed, then the reserve; nothing else.
   * Returns what was deleted, or `nothing`.
   */
  releaseSpace(): Promise<ReleasedSpace>
  /**
   * Deletes both databases, the reserve and the marker of this site on this phone. `unsent`: something has not been delivered, so
   * nothing was deleted; call it with `evenUnsent` only after the person has chosen so.
   */
  eraseAll(options?: { evenUnsent: boolean }): Promise<'erased' | 'unsent'>
}

interface StorageParts extends RoomParts {
  /** Closes both databases. */
  closeAll: () => void
}

export function createPhoneStorage(parts: StorageParts): PhoneStorage {
  const { context } = parts
  const { outbox, environment } = context
  const manager = environment.storageManager
  const releaseSpace = () => releaseRoom(parts, 'text')
  outbox.onFull(async (purpose) => (await releaseRoom(parts, purpose)) !== 'nothing')
  return {
    estimate: () => estimate(context),
    persist: async () => manager?.persist(),
    isPersisted: async () => manager?.persisted(),
    selfTest: shareSelfTest(context),
    lossDetected: () => outbox.read(['identity'], (transaction) => readFact(transaction, 'loss')),
    acknowledgeLoss: () =>
      outbox.write(['identity'], (transaction) =>
        transaction.objectStore('identity').delete('loss'),
      ),
    keepBallast: () => keepBallast(context),
    releaseSpace,
    eraseAll: (options) => eraseAll(parts, options?.evenUnsent ?? false),
  }
}

async function estimate({ environment }: PhoneContext): Promise<StorageEstimate | undefined> {
  const answer = await environment.storageManager?.estimate()
  const [usedBytes, quotaBytes] = [answer?.usage, answer?.quota]
  if (usedBytes === undefined || !quotaBytes) return undefined
  return { usedBytes, quotaBytes, share: usedBytes / quotaBytes }
}

async function eraseAll(
  { context, closeAll, dropTiles }: StorageParts,
  evenUnsent: boolean,
): Promise<'erased' | 'unsent'> {
  const { outbox, environment } = context
  const counts = await outbox.read(outboxStores, countOutbox)
  const drafts = await outbox.read(['draft'], (transaction) =>
    transaction.objectStore('draft').count(),
  )
  if (!evenUnsent && counts.waiting + counts.needsAttention + drafts > 0) return 'unsent'
  await dropTiles()
  await dropBallast(context)
  outbox.forgetMarker()
  forgetRescued(environment, Object.keys(rescuedDrafts(environment)))
  closeAll()
  await deleteDatabase(environment.indexedDB, outboxName)
  await deleteDatabase(environment.indexedDB, cacheName)
  return 'erased'
}

function deleteDatabase(indexedDB: IDBFactory | null, name: string): Promise<void> {
  if (!indexedDB) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () =>
      reject(new PhoneStorageError('broken', { cause: request.error })),
    )
  })
}
