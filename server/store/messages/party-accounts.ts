import { sql, type Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Database } from '../database/schema.ts'

/** Returns the accounts of some parties, each once. */
export async function accountsOfParties(
  db: Kysely<Database>,
  municipalityId: Uuid,
  partyIds: readonly string[],
): Promise<Uuid[]> {
  const { rows } = await sql<{ id: Uuid }>`
    select distinct account_id as id from account_parties
    where municipality_id = ${municipalityId} and party_id = any(${[...partyIds]}::text[])
    order by account_id`.execute(db)
  return rows.map(({ id }) => id)
}
