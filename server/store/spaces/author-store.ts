import { sql, type Kysely } from 'kysely'
import { devicePart, type PartInWalk } from '../../../shared/access/device-part.ts'
import type { AccountRole, Actor } from '../../../shared/access/roles.ts'
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
  db: Kysely<Database>,
  space: AuthoredSpace,
): Promise<KnownAuthor | undefined> {
  if (space.authorId === space.municipalityId) return systemAuthor
  return (await findMember(db, space)) ?? (await findAccount(db, space))
}

async function findMember(
  db: Kysely<Database>,
  { municipalityId, spaceId, authorId }: AuthoredSpace,
): Promise<KnownAuthor | undefined> {
  const { rows } = await sql<PartInWalk>`
    select walk_id as "walkId", role, display_name as "displayName", removed_at as "removedAt", follows,
      phase = 'closed' as "isOver"
    from walk_members
    join walks on walks.municipality_id = ${municipalityId} and walks.id = walk_members.walk_id
    where walk_members.municipality_id = ${municipalityId} and walk_members.client_id = ${authorId}
      and (walk_members.walk_id = ${spaceId} or walks.follows = ${spaceId})`.execute(db)
  const part = devicePart(rows, { clientId: authorId, walkId: spaceId })
  return part && { actor: part.actor, actorName: part.displayName, isMember: part.isMember }
}

async function findAccount(
  db: Kysely<Database>,
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
    group by accounts.municipality_id, accounts.role, accounts.efforts, area.name`.execute(db)
  const row = rows[0]
  if (!row) return undefined
  const { partyName, municipality, ...limits } = row
  const actor: Actor = { kind: 'account', accountId: authorId, ...limits }
  return { actor, actorName: partyName ?? municipality, isMember: true }
}
