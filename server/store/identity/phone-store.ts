import { sql } from 'kysely'
import type { PhoneAccount } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Store } from '../database/database.ts'
import { seqRanges } from '../spaces/mutation-ledger.ts'

export interface PhoneKey {
  municipalityId: Uuid
  clientId: Uuid
}

/**
 * Keeps what a phone says of its own running numbers. What it can account for and no longer holds was delivered, or was taken back
 * by its person: neither is ever counted as lost. Expects `from` at most `highest` + 1 and ranges that do not run backwards.
 */
export async function noteAccount(
  store: Store,
  { municipalityId, clientId }: PhoneKey,
  { highest, from, held, unsent, now }: PhoneAccount & { now: Date },
): Promise<void> {
  const holds = sql`${seqRanges(held as [number, number][])}::int8multirange`
  const knows = sql`int8multirange(int8range(${from}::bigint, ${highest}::bigint + 1))`
  await sql`
    update clients set told_at = ${now}, last_seen_at = greatest(last_seen_at, ${now}), left_at = null,
      told_seq = greatest(told_seq, ${highest}), known_from = ${from}, held_seqs = ${holds},
      told_drafts = ${unsent?.drafts ?? null}, told_photos = ${unsent?.photos ?? null},
      told_refused = ${unsent?.refused ?? null},
      retired_seqs = bounded_seqs(retired_seqs + (${knows} - ${holds}))
    where municipality_id = ${municipalityId} and client_id = ${clientId}`.execute(store.db)
}

/** The device that was this phone has begun anew under another id; nothing it held can come any more. */
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
 * Ends every session of a phone and forgets its key, so that neither cookie nor key opens one again; whoever is let in afterwards gets
 * another client id. False when there is no such phone. Doing it twice keeps the first time.
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
    return numUpdatedRows > 0n
  })
}
