import { sql, type Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Database } from '../database/schema.ts'

/** Returns the wishes that were joined with one, also through others, and whose askers gave an address: an answer to the one is theirs too. */
export async function wishesJoinedWith(
  db: Kysely<Database>,
  { municipalityId, wishId }: { municipalityId: Uuid; wishId: Uuid },
): Promise<Uuid[]> {
  const wishes = sql`sync_rows.municipality_id = ${municipalityId} and sync_rows.space_id = ${municipalityId}
    and sync_rows.kind = 'wish' and not sync_rows.deleted`
  const { rows } = await sql<{ id: Uuid }>`
    with recursive joined as (
      select ${wishId}::uuid as id
      union
      select sync_rows.id from joined join sync_rows on ${wishes}
        and body #>> '{joinedTo,kind}' = 'wish' and body #>> '{joinedTo,id}' = joined.id::text
    )
    select joined.id from joined join sync_rows on ${wishes} and sync_rows.id = joined.id
    where joined.id <> ${wishId} and body ->> 'email' <> '' order by joined.id`.execute(db)
  return rows.map(({ id }) => id)
}
