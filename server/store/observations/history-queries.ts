import type { Kysely } from 'kysely'
import type { HistoryEvent } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { mayReadInternal } from '../../../shared/access/permissions.ts'
import type { AccountActor } from '../../../shared/access/roles.ts'
import type { Database } from '../database/schema.ts'

/**
 * Returns what happened to one observation, in the order in which the server accepted it. Labels are parties and roles, never walkers'
 * names; internal comments are listed only for readers who may read them.
 */
export async function readHistory(
  db: Kysely<Database>,
  { municipalityId, id }: { municipalityId: Uuid; id: Uuid },
  actor: AccountActor,
): Promise<HistoryEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select(['seq', 'kind', 'actor_label', 'actor_kind', 'data', 'captured_at', 'received_at'])
    .where('municipality_id', '=', municipalityId)
    .where('subject_kind', '=', 'observation')
    .where('subject_id', '=', id)
    .orderBy('seq')
    .orderBy('ord')
    .execute()
  return rows
    .filter(({ data }) => data['audience'] !== 'internal' || mayReadInternal(actor))
    .map((row) => ({
      seq: row.seq,
      kind: row.kind,
      by: row.actor_label,
      byKind: row.actor_kind,
      data: row.data,
      capturedAt: row.captured_at?.toISOString() ?? null,
      receivedAt: row.received_at.toISOString(),
    }))
}
