import type { Uuid } from '../../../shared/identifiers.ts'
import { readFact, type MembershipChange } from '../../local/database/identity.ts'
import { forgetChange } from '../../local/walks/membership-changes.ts'
import { ServerAwayError } from '../http/network-errors.ts'
import { requestTimeoutMs, type CycleBounds, type SyncParts } from './sync-parts.ts'

/** Kept by the page. A server from before names could be changed lacks the routes; it is tried again after the next start. */
export interface MembershipMemory {
  isUnsupported: boolean
}

/**
 * Reports to the server which names this phone's person has taken and which walks they have left. It runs after the push, because
 * the server signs what it receives with the current name, and what was pushed was written under the old one.
 */
export async function reportMembership(
  parts: SyncParts,
  bounds: CycleBounds,
  memory: MembershipMemory,
): Promise<void> {
  if (memory.isUnsupported) return
  const { outbox } = parts.context
  const changes = await outbox.read(['identity'], (transaction) =>
    readFact(transaction, 'membership-changes'),
  )
  for (const [walkId, change] of Object.entries(changes ?? {})) {
    const result = await reportOne(parts, bounds, { walkId, change })
    if (result === 'kept') continue
    if (result === 'unsupported') memory.isUnsupported = true
    else await outbox.write(['identity'], (tx) => forgetChange(tx, walkId, change))
  }
}

interface Report {
  walkId: Uuid
  change: MembershipChange
}

/** Returns `reported` after a refusal too: somebody who was removed from the walk has no membership to change. */
async function reportOne(
  { api }: SyncParts,
  { signal }: CycleBounds,
  { walkId, change }: Report,
): Promise<'reported' | 'kept' | 'unsupported'> {
  const options = { params: { id: walkId }, signal, timeoutMs: requestTimeoutMs }
  try {
    const outcome =
      'hasLeft' in change
        ? await api.call('leaveWalk', options)
        : await api.call('renameSelf', { ...options, body: change })
    if (outcome.ok || outcome.problem.code === 'forbidden') return 'reported'
    return outcome.problem.code === 'not-found' ? 'unsupported' : 'kept'
  } catch (error) {
    if (error instanceof ServerAwayError) return 'kept'
    throw error
  }
}
