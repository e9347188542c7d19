import { sql } from 'kysely'
import type { ReceiptLog } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Store } from '../database/database.ts'
import { seqRanges } from '../spaces/mutation-ledger.ts'
import { forgetStatusLinksOfPhone } from '../status-links/status-link-store.ts'

export interface PhoneKey {
  municipalityId: Uuid
  clientId: Uuid
}

/**
 * Stores a phone's report about its own running numbers. Numbers that it knows and no longer holds were delivered, or withdrawn by its
 * person: neither is ever counted as lost. Expects `from` at most `highest` + 1 and ranges that do not run backwards.
 */
export async function noteReceiptLog(
  store: Store,
  { municipalityId, clientId }: PhoneKey,
  { highest, from, held, unsent, readiness, now }: ReceiptLog & { now: Date },
): Promise<void> {
  const holds = sql`${seqRanges(held as [number, number][])}::int8multirange`
  const knows = sql`int8multirange(int8range(${from}::bigint, ${highest}::bigint + 1))`
  await sql`
    update clients set told_at = ${now}, last_seen_at = greatest(last_seen_at, ${now}), left_at = null,
      told_seq = greatest(told_seq, ${highest}), known_from = ${from}, held_seqs = ${holds},
      told_drafts = ${unsent?.drafts ?? null}, told_photos = ${unsent?.photos ?? null},
      told_refused = ${unsent?.refused ?? null}, ready_walk_id = ${readiness?.walkId ?? null}::uuid,
      ready_missing = ${readiness?.missing ?? null}::text[], ready_without = ${readiness?.without ?? null}::text[],
      ready_at = ${readiness ? foundAt(now, readiness) : null},
      retired_seqs = bounded_seqs(retired_seqs + (${knows} - ${holds}))
    where municipality_id = ${municipalityId} and client_id = ${clientId}`.execute(store.db)
}

/** A phone that claims to know it for longer has a wrong clock. */
const oldestMs = 366 * 86_400_000

/** By the server's clock, with only the age from the phone. */
const foundAt = (now: Date, { ageMs }: { ageMs: number }): Date =>
  new Date(now.getTime() - Math.min(Math.max(ageMs, 0), oldestMs))

/** Records that the device has started over under another id; nothing it held can arrive any more. */
export async function noteLeft(
  store: Store,
  { municipalityId, clientId, now }: PhoneKey & { now: Date },
): Promise<void> {
  await store.db
    .updateTable('clients')
    .set({ left_at: now })
    .where('municipality_id', '=', municipalityId)
    .where('client_id', '=', clientId)
    .execute()
}

/**
 * Ends every session of a phone and deletes its key, so that neither cookie nor key opens one again, and ends the links to status pages that it
 * holds; the device gets another client id when it joins afterwards. Returns false when there is no such phone. Repeating it keeps the first time.
 */
export async function lockPhone(
  store: Store,
  { municipalityId, clientId, now }: PhoneKey & { now: Date },
): Promise<boolean> {
  return store.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('clients')
      .set({ key_hash: null })
      .where('municipality_id', '=', municipalityId)
      .where('client_id', '=', clientId)
      .executeTakeFirst()
    await tx
      .updateTable('sessions')
      .set({ revoked_at: now })
      .where('municipality_id', '=', municipalityId)
      .where('client_id', '=', clientId)
      .where('revoked_at', 'is', null)
      .execute()
    await forgetStatusLinksOfPhone(tx, { municipalityId, phoneId: clientId })
    return numUpdatedRows > 0n
  })
}
