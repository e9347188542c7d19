import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Language } from '../../../shared/text/language.ts'
import type { Database } from '../database/schema.ts'
import type { PhoneKey } from '../identity/phone-store.ts'
import { forgetLinks } from './mail-link-store.ts'

export interface GivenAddress {
  email: string
  language: Language
}

/** Returns the address that the person of a phone has given. */
export const readPhoneAddress = (
  db: Kysely<Database>,
  { municipalityId, clientId }: PhoneKey,
): Promise<GivenAddress | undefined> =>
  db
    .selectFrom('phone_addresses')
    .select(['email', 'language'])
    .where('municipality_id', '=', municipalityId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()

/** Keeps the address; another one replaces it. */
export async function savePhoneAddress(
  tx: Transaction<Database>,
  { municipalityId, clientId }: PhoneKey,
  { email, language, now }: GivenAddress & { now: Date },
): Promise<void> {
  const given = { email, language, given_at: now }
  await tx
    .insertInto('phone_addresses')
    .values({ municipality_id: municipalityId, client_id: clientId, ...given })
    .onConflict((conflict) =>
      conflict.columns(['municipality_id', 'client_id']).doUpdateSet((row) => ({
        email: row.ref('excluded.email'),
        language: row.ref('excluded.language'),
        given_at: row.ref('excluded.given_at'),
      })),
    )
    .execute()
}

/** Deletes the addresses of phones; what waits for them is withdrawn by the mail job. */
export async function deletePhoneAddresses(
  tx: Transaction<Database>,
  { municipalityId }: Pick<PhoneKey, 'municipalityId'>,
  clientIds: readonly Uuid[],
): Promise<void> {
  if (clientIds.length === 0) return
  const { rows } = await sql<{ email: string }>`
    delete from phone_addresses where municipality_id = ${municipalityId} and client_id = any(${clientIds}::uuid[])
    returning email`.execute(tx)
  await forgetLinks(tx, { municipalityId, emails: rows.map(({ email }) => email) })
}

/** Deletes everything that was written to somebody: who it went to stands in each row. */
export async function deleteMessagesTo(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  recipientIds: readonly Uuid[],
): Promise<void> {
  if (recipientIds.length === 0) return
  await sql`delete from mail_messages where municipality_id = ${municipalityId}
    and recipient_id = any(${recipientIds}::uuid[])`.execute(tx)
}

export async function deleteMessages(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  ids: readonly Uuid[],
): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from mail_messages where municipality_id = ${municipalityId}
    and id = any(${ids}::uuid[])`.execute(tx)
}

/** Returns the phones on a walk whose people want to be told, by e-mail or on the phone, and neither left it nor were removed. */
export async function phonesToTell(
  db: Kysely<Database>,
  { municipalityId, walkId }: { municipalityId: Uuid; walkId: Uuid },
): Promise<Uuid[]> {
  const { rows } = await sql<{ id: Uuid }>`
    select client_id as id from walk_members
    where municipality_id = ${municipalityId} and walk_id = ${walkId} and removed_at is null and left_at is null
      and client_id in (select client_id from phone_addresses where municipality_id = ${municipalityId}
        union all select client_id from push_subscriptions where municipality_id = ${municipalityId})
    order by client_id`.execute(db)
  return rows.map(({ id }) => id)
}
