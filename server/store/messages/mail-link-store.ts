import { createHash, randomBytes } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Database } from '../database/schema.ts'

interface AddressKey {
  municipalityId: Uuid
  email: string
}

/** Bound to the municipality, so that the same address cannot be followed from one to another. */
const hashOf = ({ municipalityId, email }: AddressKey): string =>
  createHash('sha256').update(`${municipalityId} ${email.trim().toLowerCase()}`).digest('hex')

export interface MailLink {
  token: string
  isOptedOut: boolean
}

/** Returns what unsubscribes an address, and makes it the first time. */
export async function mailLinkOf(db: Kysely<Database>, key: AddressKey): Promise<MailLink> {
  const hash = hashOf(key)
  const known = await findByHash(db, key.municipalityId, hash)
  if (known) return known
  await db
    .insertInto('mail_links')
    .values({
      token: randomBytes(32).toString('base64url'),
      municipality_id: key.municipalityId,
      address_hash: hash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const made = await findByHash(db, key.municipalityId, hash)
  if (!made) throw new Error('A link to unsubscribe was deleted while it was made')
  return made
}

async function findByHash(
  db: Kysely<Database>,
  municipalityId: Uuid,
  hash: string,
): Promise<MailLink | undefined> {
  const row = await db
    .selectFrom('mail_links')
    .select(['token', 'opted_out_at'])
    .where('municipality_id', '=', municipalityId)
    .where('address_hash', '=', hash)
    .executeTakeFirst()
  return row && { token: row.token, isOptedOut: row.opted_out_at !== null }
}

/** Whether whoever has this address has unsubscribed; makes nothing. */
export const isOptedOut = async (db: Kysely<Database>, key: AddressKey): Promise<boolean> =>
  (await findByHash(db, key.municipalityId, hashOf(key)))?.isOptedOut ?? false

/** Returns which municipality a link is of, and whether it was used; undefined when it opens nothing. */
export async function findMailLink(
  db: Kysely<Database>,
  token: string,
): Promise<{ municipalityId: Uuid; isOptedOut: boolean } | undefined> {
  const row = await db
    .selectFrom('mail_links')
    .select(['municipality_id', 'opted_out_at'])
    .where('token', '=', token)
    .executeTakeFirst()
  return row && { municipalityId: row.municipality_id, isOptedOut: row.opted_out_at !== null }
}

/** Ends all mail to the address behind a link; a second time changes nothing. */
export async function optOut(db: Kysely<Database>, token: string, now: Date): Promise<void> {
  await db
    .updateTable('mail_links')
    .set({ opted_out_at: now })
    .where('token', '=', token)
    .where('opted_out_at', 'is', null)
    .execute()
}

/** Deletes the hashes of addresses that are erased. A person who has unsubscribed stays so: nobody may write there by mistake. */
export async function forgetLinks(
  tx: Transaction<Database>,
  { municipalityId, emails }: { municipalityId: Uuid; emails: readonly string[] },
): Promise<void> {
  const hashes = emails.map((email) => hashOf({ municipalityId, email }))
  if (hashes.length === 0) return
  await sql`delete from mail_links where municipality_id = ${municipalityId}
    and address_hash = any(${hashes}::text[]) and opted_out_at is null`.execute(tx)
}
