import type { Transaction } from 'kysely'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { applyMutation } from '../../../shared/sync/registry.ts'
import { refuse, type Outcome } from '../../../shared/problem.ts'
import type { Store } from '../../store/database/database.ts'
import type { Database } from '../../store/database/schema.ts'
import type { PushReply } from './push-transaction.ts'
import type { TakeTurn } from './space-turns.ts'
import { authoredPush, type Push } from './authored-push.ts'
import { receiveAuthored } from './receive-authored.ts'
import { receiveSeveral } from './receive-several.ts'

/** What a server passes to all its pushes, and what tests replace. */
export interface PushSeams {
  /** Runs work of one space after this process has finished earlier work of that space (space-turns.ts); absent, it runs at once. */
  takeTurn?: TakeTurn
  apply?: typeof applyMutation
  /** Runs last in each transaction. */
  beforeCommit?: (tx: Transaction<Database>) => Promise<void>
}

/**
 * Receives one push (sync.md §1.2): locks the space, returns recorded answers, judges the rest in order and writes, all in one
 * transaction. Refuses the whole request with `forbidden`, `not-found` or `protocol-too-old`; a single mutation is refused
 * or parked in its result. Throws `StoreAwayError` when the store failed for a moment: the same request may be repeated
 * unchanged, and whatever was recorded is then answered again.
 */
export async function receiveMutations(
  store: Store,
  push: Push,
  seams: PushSeams = {},
): Promise<Outcome<PushReply>> {
  const { principal, request } = push
  const isElsewhere = ({ space = request.space }: MutationEnvelope) => space !== request.space
  if (request.mutations.some(isElsewhere)) {
    // Phones send from one queue for each space; an official who is online may change things of several.
    return principal.kind === 'account' ? receiveSeveral(store, push, seams) : refuse('forbidden')
  }
  const authored = authoredPush(push, request.space)
  return authored ? receiveAuthored(store, authored, seams) : refuse('forbidden')
}
