import { retireOld } from '../../local/outbox/outbox-upkeep.ts'
import { askParked, type ParkedMemory } from '../exchange/ask-parked.ts'
import { keepClockOffset } from '../exchange/clock-offset.ts'
import { pullAll } from '../exchange/pull.ts'
import { pushAll } from '../exchange/push.ts'
import { recheckPhotos, type RecheckMemory } from '../exchange/recheck-photos.ts'
import { SignInNeededError, type CycleBounds, type SyncParts } from '../exchange/sync-parts.ts'
import { tellAccount, tellLongQueue, type AccountMemory } from '../exchange/tell-account.ts'
import { tellParts, type PartMemory } from '../exchange/tell-membership.ts'
import { uploadPhotos, type UploadMemory } from '../exchange/upload-photos.ts'

/** Remembered from cycle to cycle by the page. */
export interface CycleMemory {
  upload: UploadMemory
  rechecked: RecheckMemory
  account: AccountMemory
  part: PartMemory
  parked: ParkedMemory
  /** Monotonic milliseconds of the last clearing up. */
  clearedAt: number
}

const clearEveryMs = 60 * 60 * 1_000

/**
 * One bounded exchange with the server: text first, then the newest rows, then photos (sync.md §2.3). Answers `more` when
 * work is left that could go on at once. Whatever a step throws ends the cycle; every step before it has been recorded.
 */
export async function runCycle(
  parts: SyncParts,
  bounds: CycleBounds,
  memory: CycleMemory,
): Promise<'done' | 'more'> {
  await tellLongQueue(parts, bounds, memory.account)
  const pushed = await pushAll(parts, bounds).catch(keepForLater)
  if (pushed === 'more') return 'more'
  if (pushed === 'done') await tellParts(parts, bounds, memory.part)
  if ((await pullAll(parts, bounds)) === 'more') return 'more'
  await keepClockOffset(parts.context)
  await tellAccount(parts, bounds, memory.account)
  await askParked(parts, bounds, memory.parked)
  await recheckPhotos(parts, memory.rechecked)
  const upload = { parts, bounds, memory: memory.upload }
  if ((await uploadPhotos(upload)) === 'more') return 'more'
  // The last photo has gone: nothing else would tell that the phone is empty now.
  await tellAccount(parts, bounds, memory.account)
  await clearUp(parts, memory)
  if (pushed !== 'done') throw pushed
  return bounds.hasNewWork() ? 'more' : 'done'
}

/** One walk that does not know this phone any more keeps neither the rows nor the photos of the others waiting. */
function keepForLater(error: unknown): SignInNeededError {
  if (error instanceof SignInNeededError) return error
  throw error
}

/** Only just after the server's clock was heard, and seldom: it looks through everything kept. */
async function clearUp({ context, environment }: SyncParts, memory: CycleMemory): Promise<void> {
  const { clockOffsetMs } = context.delivery.status
  const now = environment.clock.monotonic()
  if (clockOffsetMs === null || now - memory.clearedAt < clearEveryMs) return
  memory.clearedAt = now
  await retireOld(context, { serverNowMs: environment.clock.now() - clockOffsetMs })
}
