import { limits } from '../../../shared/limits.ts'
import {
  accountStores,
  readAccount,
  recordTold,
  type AccountState,
} from '../../local/outbox/phone-account.ts'
import { ServerAwayError } from '../http/network-errors.ts'
import { requestTimeoutMs, type CycleBounds, type SyncParts } from './sync-parts.ts'

/** Whether this page's server has no ear for it: one from before there was such a question. */
export interface AccountMemory {
  isUnheard: boolean
}

/**
 * Tells the server what this phone still holds and what it has given up: when that has changed, and again every few minutes, because
 * silence must never be read as an empty phone (sync.md §2.9). Nothing of the delivery depends on it, so only a dead network ends the cycle.
 */
export async function tellAccount(
  parts: SyncParts,
  bounds: CycleBounds,
  memory: AccountMemory,
): Promise<void> {
  const { outbox } = parts.context
  if (memory.isUnheard) return
  const now = parts.environment.clock.now()
  const state = await outbox.read(accountStores, (transaction) => readAccount(transaction, now))
  if (state.isDue) await tell(parts, bounds, { memory, state })
}

/** Before a queue that takes several requests: most of it may never get its turn. */
export async function tellLongQueue(
  parts: SyncParts,
  bounds: CycleBounds,
  memory: AccountMemory,
): Promise<void> {
  const count = await parts.context.outbox.read(['mutation'], (transaction) =>
    transaction.objectStore('mutation').index('waiting').count(),
  )
  if (count > limits.pushMutations) await tellAccount(parts, bounds, memory)
}

interface Telling {
  memory: AccountMemory
  state: AccountState
}

async function tell(
  { api, context }: SyncParts,
  { signal }: CycleBounds,
  { memory, state }: Telling,
): Promise<void> {
  try {
    const body = state.account
    const outcome = await api.call('tellAccount', { body, signal, timeoutMs: requestTimeoutMs })
    if (outcome.ok) {
      await context.outbox.write(['identity'], (transaction) => recordTold(transaction, state))
    } else if (outcome.problem.code === 'not-found') memory.isUnheard = true
  } catch (error) {
    if (!(error instanceof ServerAwayError)) throw error
  }
}
