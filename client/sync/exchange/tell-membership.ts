import type { Uuid } from '../../../shared/identifiers.ts'
import { readFact, type MembershipChange } from '../../local/database/identity.ts'
import { forgetChange } from '../../local/walks/walk-membership.ts'
import { ServerAwayError } from '../http/network-errors.ts'
import { requestTimeoutMs, type CycleBounds, type SyncParts } from './sync-parts.ts'

/** Whether this page's server cannot be told: one from before names could be changed. It is told after the next start. */
export interface PartMemory {
  isUnheard: boolean
}

/**
 * Tells the server the names this phone's person has taken and the walks they have left. It comes after what was pushed: the server signs
 * what arrives with the name of the moment, and that was the old one.
 */
export async function tellParts(
  parts: SyncParts,
  bounds: CycleBounds,
  memory: PartMemory,
): Promise<void> {
  if (memory.isUnheard) return
  const { outbox } = parts.context
  const changes = await outbox.read(['identity'], (transaction) =>
    readFact(transaction, 'membership-changes'),
  )
  for (const [walkId, change] of Object.entries(changes ?? {})) {
    const answer = await tell(parts, bounds, { walkId, change })
    if (answer === 'kept') continue
    if (answer === 'unheard') memory.isUnheard = true
    else await outbox.write(['identity'], (tx) => forgetChange(tx, walkId, change))
  }
}

interface Telling {
  walkId: Uuid
  change: MembershipChange
}

/** `told` also when the server refuses: who was removed from the walk has no part in it to change. */
async function tell(
  { api }: SyncParts,
  { signal }: CycleBounds,
  { walkId, change }: Telling,
): Promise<'told' | 'kept' | 'unheard'> {
  const options = { params: { id: walkId }, signal, timeoutMs: requestTimeoutMs }
  try {
    const outcome =
      'hasLeft' in change
        ? await api.call('leaveWalk', options)
        : await api.call('renameSelf', { ...options, body: change })
    if (outcome.ok || outcome.problem.code === 'forbidden') return 'told'
    return outcome.problem.code === 'not-found' ? 'unheard' : 'kept'
  } catch (error) {
    if (error instanceof ServerAwayError) return 'kept'
    throw error
  }
}
