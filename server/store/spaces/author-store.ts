import { sql, type Transaction } from 'kysely'
import type { AccountRole, Actor, WalkRole } from '../../../shared/access/roles.ts'
import type { AuthoredSpace } from './mutation-ledger.ts'
import type { Database } from '../database/schema.ts'

export interface KnownAuthor {
  actor: Actor
  actorName: string
  isMember: boolean
  removedAt: string | null
}

/** Who wrote something in a walk, as they are today and without a session; undefined when nobody of that id is left. */
export async function findAuthor(
  tx: Transaction<Database>,
  space: AuthoredSpace,
): Promise<KnownAuthor | undefined> {
  return (await findMember(tx, space)) ?? (await findAccount(tx, space))
}

async function findMember(
  tx: Transaction<Database>,
  { municipalityId, spaceId, authorId }: AuthoredSpace,
): Promise<KnownAuthor | undefined> {
  const { rows } = await sql<{ role: WalkRole; name: string | null; removedAt: Date | null }>`
    select role, display_name as name, removed_at as "removedAt" from walk_members
    where municipality_id = ${municipalityId} and walk_id = ${spaceId} and client_id = ${authorId}`.execute(
    tx,
  )
  const row = rows[0]
  return (
    row && {
      actor: { kind: 'device', clientId: authorId, role: row.role },
      actorName: row.name ?? '',
      isMember: row.removedAt === null,
      removedAt: row.removedAt?.toISOString() ?? null,
    }
  )
}

async function findAccount(
  tx: Transaction<Database>,
  { municipalityId, authorId }: AuthoredSpace,
): Promise<KnownAuthor | undefined> {
  const { rows } = await sql<{
    role: AccountRole
    efforts: string[]
    partyIds: string[]
    partyName: string | null
    municipality: string
  }>`
    select account.role, account.efforts, area.name as municipality,
      array_remove(array_agg(party.id order by party.sort_order, party.id), null) as "partyIds",
      (array_agg(party.name order by party.sort_order, party.id))[1] as "partyName"
    from accounts as account
    join municipalities as area on area.id = account.municipality_id
    left join account_parties as part on part.municipality_id = account.municipality_id
      and part.account_id = account.id
    left join parties as party on party.municipality_id = part.municipality_id
      and party.id = part.party_id
    where account.municipality_id = ${municipalityId} and account.id = ${authorId}
    group by account.role, account.efforts, area.name`.execute(tx)
  const row = rows[0]
  if (!row) return undefined
  const { role, efforts, partyIds, partyName, municipality } = row
  const actor: Actor = { kind: 'account', accountId: authorId, role, partyIds, efforts }
  return { actor, actorName: partyName ?? municipality, isMember: true, removedAt: null }
}
