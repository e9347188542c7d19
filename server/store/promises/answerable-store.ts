import { sql, type Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import {
  missingAnswers,
  type Answerable,
  type MissingAnswers,
} from '../../../shared/observation/promises/missing-answers.ts'
import type { Database } from '../database/schema.ts'

/** Returns what is missing before the people of these walks can hear what came of it. Restricted findings count too: for coordinators. */
export async function readMissingAnswers(
  db: Kysely<Database>,
  { municipalityId, walkIds }: { municipalityId: Uuid; walkIds: readonly Uuid[] },
): Promise<ReadonlyMap<Uuid, MissingAnswers>> {
  if (walkIds.length === 0) return new Map()
  const { rows } = await sql<Answerable & { walkId: Uuid }>`
    select walk_id as "walkId", category, status, party_ids as "partyIds", due_on as "dueOn",
      is_withdrawn as "isWithdrawn", body -> 'answer' as answer, body ->> 'plannedFor' as "plannedFor"
    from observations
    where municipality_id = ${municipalityId} and walk_id = any(${[...walkIds]}::uuid[])
      and not is_withdrawn and status <> all ('{done,verified,declined,duplicate}')`.execute(db)
  const byWalk = Map.groupBy(rows, ({ walkId }) => walkId)
  return new Map(walkIds.map((id) => [id, missingAnswers(byWalk.get(id) ?? [])]))
}
