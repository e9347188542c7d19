import { sql } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { WalkRole } from '../../../shared/access/roles.ts'
import type { Store } from '../database/database.ts'
import { forgetStatusLinksOfPhone } from '../status-links/status-link-store.ts'
import { findWalkCode } from '../walks/membership-store.ts'

/** A phone in a walk, with what an operator needs to recognise a lost one. */
export interface WalkPhone {
  clientId: Uuid
  role: WalkRole
  displayName: string | null
  lastSeenAt: Date
  /** A session of it was ended for good. */
  isRevoked: boolean
}

/** Returns the phones of the walk that a code leads to, last used first; undefined for an unknown code. */
export async function phonesOfCode(store: Store, code: string): Promise<WalkPhone[] | undefined> {
  const walk = await findWalkCode(store.db, code)
  if (!walk) return undefined
  const rows = await store.db
    .selectFrom('walk_members as member')
    .innerJoin('clients as phone', (join) =>
      join
        .onRef('phone.municipality_id', '=', 'member.municipality_id')
        .on(sql`coalesce(phone.author_id, phone.client_id)`, '=', sql.ref('member.client_id')),
    )
    .innerJoin('sessions as session', (join) =>
      join
        .onRef('session.municipality_id', '=', 'member.municipality_id')
        .onRef('session.client_id', '=', 'phone.client_id'),
    )
    .where('member.municipality_id', '=', walk.municipalityId)
    .where('member.walk_id', '=', walk.walkId)
    .groupBy(['phone.client_id', 'member.role', 'member.display_name'])
    .select(({ fn }) => [
      'phone.client_id',
      'member.role',
      'member.display_name',
      fn.max('session.last_seen_at').as('last_seen_at'),
      fn.count<string>('session.revoked_at').as('revoked'),
    ])
    .orderBy('last_seen_at', 'desc')
    .execute()
  return rows.map((row) => ({
    clientId: row.client_id,
    role: row.role,
    displayName: row.display_name,
    lastSeenAt: row.last_seen_at,
    isRevoked: row.revoked !== '0',
  }))
}

/** Ends all open sessions of a phone for good, and its links to status pages; returns how many sessions there were. Phone ids are random, so no municipality is needed. */
export async function revokePhone(
  store: Store,
  { clientId, now }: { clientId: Uuid; now: Date },
): Promise<number> {
  const { numUpdatedRows } = await store.db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('client_id', '=', clientId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  await forgetStatusLinksOfPhone(store.db, { phoneId: clientId })
  return Number(numUpdatedRows)
}
