import { photosToSend } from '../../local/outbox/photo-queue.ts'
import { retireOld } from '../../local/outbox/outbox-upkeep.ts'
import { askParked, type ParkedMemory } from '../exchange/ask-parked.ts'
import { keepClockOffset } from '../exchange/clock-offset.ts'
import { pullAll } from '../exchange/pull.ts'
import { pushAll } from '../exchange/push.ts'
import { recheckPhotos, type RecheckMemory } from '../exchange/recheck-photos.ts'
import { SignInNeededError, type CycleBounds, type SyncParts } from '../exchange/sync-parts.ts'
import { reportReceipts, reportLongQueue, type ReceiptMemory } from '../exchange/report-receipts.ts'
import { reportMembership, type MembershipMemory } from '../exchange/report-membership.ts'
import type { UploadMemory } from '../exchange/upload-memory.ts'
import { NetworkError } from '../http/network-errors.ts'

/** Kept by the page from cycle to cycle. */
export interface CycleMemory {
  upload: UploadMemory
  rechecked: RecheckMemory
  receipts: ReceiptMemory
  membership: MembershipMemory
  parked: ParkedMemory
  /** Monotonic milliseconds of the last cleanup. */
  clearedAt: number
}

const clearEveryMs = 60 * 60 * 1_000

/**
 * Runs one bounded exchange with the server: text first, then the newest rows, then photos (sync.md §2.3). Returns `more` when work
 * is left that could continue at once. An error of any step ends the cycle; every step before it has been recorded.
 */
export async function runCycle(
  parts: SyncParts,
  bounds: CycleBounds,
  memory: CycleMemory,
): Promise<'done' | 'more'> {
  await reportLongQueue(parts, bounds, memory.receipts)
  const pushed = await pushAll(parts, bounds).catch(keepForLater)
  if (pushed === 'more') return 'more'
  if (pushed === 'done') await reportMembership(parts, bounds, memory.membership)
  if ((await pullAll(parts, bounds)) === 'more') return 'more'
  await keepClockOffset(parts.context)
  await reportReceipts(parts, bounds, memory.receipts)
  await askParked(parts, bounds, memory.parked)
  await recheckPhotos(parts, memory.rechecked)
  if ((await sendPhotos(parts, bounds, memory.upload)) === 'more') return 'more'
  // After the last photo nothing else would report that the phone is empty now.
  await reportReceipts(parts, bounds, memory.receipts)
  await clearUp(parts, memory)
  if (pushed !== 'done') throw pushed
  return bounds.hasNewWork() ? 'more' : 'done'
}

/** What sends photos is loaded once one waits; without a network it is as far away as the server. */
async function sendPhotos(
  parts: SyncParts,
  bounds: CycleBounds,
  memory: UploadMemory,
): Promise<'done' | 'more'> {
  const { outbox } = parts.context
  const [waiting] = await outbox.read(['photo', 'mutation'], (transaction) =>
    photosToSend(transaction, 1),
  )
  if (!waiting) return 'done'
  const loaded = await import('../exchange/upload-photos.ts').catch((cause: unknown) => {
    throw new NetworkError('What sends photos could not be loaded', { cause })
  })
  return loaded.uploadPhotos({ parts, bounds, memory })
}

/** A walk that no longer knows this phone must not block the rows and photos of the others. */
function keepForLater(error: unknown): SignInNeededError {
  if (error instanceof SignInNeededError) return error
  throw error
}

/** Runs seldom, and only when the server's clock is known: it reads through everything that is kept. */
async function clearUp({ context, environment }: SyncParts, memory: CycleMemory): Promise<void> {
  const { clockOffsetMs } = context.delivery.status
  const now = environment.clock.monotonic()
  if (clockOffsetMs === null || now - memory.clearedAt < clearEveryMs) return
  memory.clearedAt = now
  await retireOld(context, { serverNowMs: environment.clock.now() - clockOffsetMs })
}
