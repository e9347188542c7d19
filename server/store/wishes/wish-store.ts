import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import type { Wish } from '../../../shared/wish/wish.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'
import { hashSecret } from '../identity/session-store.ts'
import { deleteMessagesTo } from '../messages/address-store.ts'
import { forgetLinks } from '../messages/mail-link-store.ts'
import type { SpaceKey } from '../spaces/feed-store.ts'
import type { Changed } from '../spaces/subject-writers.ts'

export interface WishKey {
  municipalityId: Uuid
  wishId: Uuid
}

/** Writes what opens wishes beside their feed rows. Deciding on one moves no link. */
export function wishParts(
  { municipalityId }: SpaceKey,
  changed: readonly Changed<'wish'>[],
): StatementPart[] {
  const links = changed.map(({ body: { id, linkHash } }) => ({ id, hash: linkHash }))
  const statement = sql`
    insert into wish_links (link_hash, municipality_id, wish_id)
    select hash, ${municipalityId}::uuid, id
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as link(id uuid, hash text)
    on conflict do nothing`
  return [{ name: 'wish_links_saved', statement }]
}

/** What the directory of links has in place of a secret of 256 random bits. */
export const linkHashOf = (secret: string): string => hashSecret(secret).toString('hex')

/** Returns what a link opens. */
export const findLink = (db: Kysely<Database>, linkHash: string): Promise<WishKey | undefined> =>
  db
    .selectFrom('wish_links')
    .select(['municipality_id as municipalityId', 'wish_id as wishId'])
    .where('link_hash', '=', linkHash)
    .executeTakeFirst()

/** For the operator, who names a wish by its id alone; text that is no id finds none. */
export const findWishById = (db: Kysely<Database>, text: string): Promise<WishKey | undefined> =>
  db
    .selectFrom('wish_links')
    .select(['municipality_id as municipalityId', 'wish_id as wishId'])
    .where(sql`wish_id::text`, '=', text.trim().toLowerCase())
    .executeTakeFirst()

const rowsOf = (db: Kysely<Database>, municipalityId: Uuid) =>
  db
    .selectFrom('sync_rows')
    .where('municipality_id', '=', municipalityId)
    .where('space_id', '=', municipalityId)
    .where('kind', '=', 'wish')
    .where('deleted', '=', false)

export async function readWish(
  db: Kysely<Database>,
  { municipalityId, wishId }: WishKey,
): Promise<Wish | undefined> {
  const row = await rowsOf(db, municipalityId)
    .select('body')
    .where('id', '=', wishId)
    .executeTakeFirst()
  return row?.body as Wish | undefined
}

/** Returns a page of wishes and one more, if there are more: those that wait first, the oldest first so that none is buried, then the newest. */
export async function listWishes(db: Kysely<Database>, municipalityId: Uuid): Promise<Wish[]> {
  const rows = await rowsOf(db, municipalityId)
    .select('body')
    .orderBy(sql`body ->> 'state' <> 'waiting'`)
    .orderBy(sql`case when body ->> 'state' = 'waiting' then body ->> 'askedAt' end`)
    .orderBy(sql`body ->> 'askedAt'`, 'desc')
    .orderBy('id', 'desc')
    .limit(limits.listPage + 1)
    .execute()
  return rows.map(({ body }) => body as Wish)
}

async function emailsOf(
  db: Kysely<Database>,
  municipalityId: Uuid,
  ids: readonly Uuid[],
): Promise<string[]> {
  const rows = await rowsOf(db, municipalityId).select('body').where('id', 'in', ids).execute()
  return rows.map(({ body }) => (body as Wish).email).filter((email) => email !== '')
}

/**
 * Deletes the links of wishes, what was written to their askers, and phones and links as parties from their history; there are no words in it. Needs the lock; the caller
 * writes the feed.
 */
export async function forgetWishes(
  tx: Transaction<Database>,
  { municipalityId }: SpaceKey,
  ids: readonly Uuid[],
): Promise<void> {
  if (ids.length === 0) return
  await deleteMessagesTo(tx, municipalityId, ids)
  await forgetLinks(tx, { municipalityId, emails: await emailsOf(tx, municipalityId, ids) })
  await sql`update events set actor_id = null where municipality_id = ${municipalityId}
    and subject_id = any(${ids}::uuid[]) and actor_kind = 'link'`.execute(tx)
  await sql`delete from wish_links where municipality_id = ${municipalityId}
    and wish_id = any(${ids}::uuid[])`.execute(tx)
}
