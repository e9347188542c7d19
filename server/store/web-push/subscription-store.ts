import { sql, type Kysely, type Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Language } from '../../../shared/text/language.ts'
import type { Database } from '../database/schema.ts'
import type { PhoneKey } from '../identity/phone-store.ts'

/** Where the notifications of one phone go, and the keys that they are encrypted with (RFC 8291), base64url. */
export interface PushSubscription {
  endpoint: string
  p256dh: string
  auth: string
  language: Language
}

export const readSubscription = (
  db: Kysely<Database>,
  { municipalityId, clientId }: PhoneKey,
): Promise<PushSubscription | undefined> =>
  db
    .selectFrom('push_subscriptions')
    .select(['endpoint', 'p256dh', 'auth', 'language'])
    .where('municipality_id', '=', municipalityId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()

/** Keeps where a phone is reached; another one replaces it. */
export async function saveSubscription(
  db: Kysely<Database>,
  { municipalityId, clientId }: PhoneKey,
  { now, ...subscription }: PushSubscription & { now: Date },
): Promise<void> {
  const given = { ...subscription, given_at: now }
  await db
    .insertInto('push_subscriptions')
    .values({ municipality_id: municipalityId, client_id: clientId, ...given })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'client_id']).doUpdateSet(given))
    .execute()
}

/** Takes back what a phone asked for; with `endpoint` only as long as it is still this one. What was sent stays noted, so that it is not sent again. */
export async function deleteSubscription(
  db: Kysely<Database>,
  { municipalityId, clientId }: PhoneKey,
  endpoint?: string,
): Promise<void> {
  await sql`delete from push_subscriptions where municipality_id = ${municipalityId} and client_id = ${clientId}
    ${endpoint === undefined ? sql`` : sql`and endpoint = ${endpoint}`}`.execute(db)
}

/** Forgets phones: where they are reached, and what they were told. */
export async function forgetPushed(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  clientIds: readonly Uuid[],
): Promise<void> {
  if (clientIds.length === 0) return
  const phones = sql`municipality_id = ${municipalityId} and client_id = any(${clientIds}::uuid[])`
  await sql`delete from push_subscriptions where ${phones}`.execute(tx)
  await sql`delete from push_notifications where ${phones}`.execute(tx)
}
