import { sql, type Transaction } from 'kysely'
import type { AccountRole, Actor, WalkRole } from '../../../shared/access/roles.ts'
import { effortCategories } from '../identity/session-store.ts'
import type { AuthoredSpace } from './mutation-ledger.ts'
import type { Database } from '../database/schema.ts'

export interface KnownAuthor {
  actor: Actor
  actorName: string
  isMember: boolean
}

/** The operator; the ledger names the municipality as the author of commands. */
export const systemAuthor: KnownAuthor = {
  actor: { kind: 'system' },
  actorName: '',
  isMember: true,
}

/**
 * Returns the author of something in a space, with today's role and without a session; undefined when there is nobody with that id any
 * more.
 */
export async function findAuthor(
  tx: Transaction<Database>,
  space: AuthoredSpace,
): Promise<KnownAuthor | undefined> {
  if (space.authorId === space.municipalityId) return systemAuthor
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
    }
  )
}

async function findAccount(
  tx: Transaction<Database>,
  { municipalityId, authorId }: AuthoredSpace,
): Promise<KnownAuthor | undefined> {
  const { rows } = await sql<{
    role: AccountRole
    effortCategories: string[]
    partyIds: string[]
    partyName: string | null
    municipality: string
  }>`
    select accounts.role, area.name as municipality, ${effortCategories} as "effortCategories",
      array_remove(array_agg(party.id order by party.sort_order, party.id), null) as "partyIds",
      (array_agg(party.name order by party.sort_order, party.id))[1] as "partyName"
    from accounts
    join municipalities as area on area.id = accounts.municipality_id
    left join account_parties as part on part.municipality_id = accounts.municipality_id
      and part.account_id = accounts.id
    left join parties as party on party.municipality_id = part.municipality_id
      and party.id = part.party_id
    where accounts.municipality_id = ${municipalityId} and accounts.id = ${authorId}
    group by accounts.municipality_id, accounts.role, accounts.efforts, area.name`.execute(tx)
  const row = rows[0]
  if (!row) return undefined
  const { partyName, municipality, ...limits } = row
  const actor: Actor = { kind: 'account', accountId: authorId, ...limits }
  return { actor, actorName: partyName ?? municipality, isMember: true }
}
