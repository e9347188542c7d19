import { limits } from '../../../shared/limits.ts'
import {
  receiptLogStores,
  readReceiptLog,
  recordReported,
  type ReceiptLogState,
} from '../../local/outbox/receipt-log.ts'
import { ServerAwayError } from '../http/network-errors.ts'
import { requestTimeoutMs, type CycleBounds, type SyncParts } from './sync-parts.ts'

export interface ReceiptMemory {
  /** Set when the server is of a release without this route. */
  isUnsupported: boolean
}

/**
 * Reports to the server what this phone still holds and what was discarded: when that has changed, and again every few minutes, because
 * silence must not be read as an empty phone (sync.md §2.9). Delivery does not depend on it, so only a network failure ends the cycle.
 */
export async function reportReceipts(
  parts: SyncParts,
  bounds: CycleBounds,
  memory: ReceiptMemory,
): Promise<void> {
  const { outbox } = parts.context
  if (memory.isUnsupported) return
  const now = parts.environment.clock.now()
  const state = await outbox.read(receiptLogStores, (transaction) =>
    readReceiptLog(transaction, now),
  )
  if (state.isDue) await send(parts, bounds, { memory, state })
}

/** Reports before a queue of several requests is sent, because most of it may never be sent. */
export async function reportLongQueue(
  parts: SyncParts,
  bounds: CycleBounds,
  memory: ReceiptMemory,
): Promise<void> {
  const count = await parts.context.outbox.read(['mutation'], (transaction) =>
    transaction.objectStore('mutation').index('waiting').count(),
  )
  if (count > limits.pushMutations) await reportReceipts(parts, bounds, memory)
}

interface Report {
  memory: ReceiptMemory
  state: ReceiptLogState
}

async function send(
  { api, context }: SyncParts,
  { signal }: CycleBounds,
  { memory, state }: Report,
): Promise<void> {
  try {
    const body = state.log
    const outcome = await api.call('reportReceipts', { body, signal, timeoutMs: requestTimeoutMs })
    if (outcome.ok) {
      await context.outbox.write(['identity'], (transaction) => recordReported(transaction, state))
    } else if (outcome.problem.code === 'not-found') memory.isUnsupported = true
  } catch (error) {
    if (!(error instanceof ServerAwayError)) throw error
  }
}
