import type { Transaction } from 'kysely'
import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Store } from '../../store/database/database.ts'
import { lockSpace } from '../../store/spaces/feed-store.ts'
import { answerParked } from '../../store/spaces/mutation-ledger.ts'
import {
  listParked,
  resolveParked,
  type ParkedMutation,
  type Resolved,
} from '../../store/spaces/parked-mutations.ts'
import type { Database } from '../../store/database/schema.ts'

export interface Closing {
  mutationId: Uuid
  /** For the author, who reads it on the phone. */
  sentence: string
  /** Milliseconds since 1970 UTC. */
  now: number
}

/**
 * Closes a parked mutation that will not be applied: its answer becomes a refusal with the sentence, and its phone requests that answer
 * (`/api/sync/answers`). Returns false when no mutation of that id waits, or another operator was faster.
 */
export async function closeParked(
  store: Store,
  { mutationId, sentence, now }: Closing,
): Promise<boolean> {
  const [parked] = await listParked(store, [mutationId])
  if (!parked) return false
  const result: MutationResult = {
    id: mutationId,
    status: 'refused',
    code: 'closed-by-staff',
    detail: { sentence },
  }
  return store.db.transaction().execute((tx) => close(tx, parked, { result, resolved: { now } }))
}

async function close(
  tx: Transaction<Database>,
  parked: ParkedMutation,
  { result, resolved }: { result: MutationResult; resolved: Resolved },
): Promise<boolean> {
  await lockSpace(tx, parked)
  if (!(await resolveParked(tx, parked, resolved))) return false
  await answerParked(tx, parked.municipalityId, result)
  return true
}
