import { sql, type Transaction } from 'kysely'
import type { MutationResult } from '../../shared/feed.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { SpaceKey } from './feed-store.ts'
import type { Database } from './schema.ts'

/** What was answered to a mutation id, and the hash of what had been sent under it. */
export interface RecordedAnswer {
  hash: Uint8Array
  result: MutationResult
}

/** An answer to be kept for ever. */
export interface NewAnswer extends RecordedAnswer {
  clientSeq: number
  name: string
}

export interface AuthoredSpace extends SpaceKey {
  /** Client id of a phone, account id of an official. */
  authorId: Uuid
}

/**
 * Records answers; only a parked one may be answered anew, by a replay. Throws when an id was taken meanwhile, which only a push to
 * another space can have done: the lock is one of each space.
 */
export async function recordAnswers(
  tx: Transaction<Database>,
  { municipalityId, spaceId, authorId }: AuthoredSpace,
  answers: readonly NewAnswer[],
): Promise<void> {
  if (answers.length === 0) return
  const items = JSON.stringify(
    answers.map(({ hash, result, clientSeq, name }) => ({
      mutation_id: result.id,
      client_seq: clientSeq,
      name,
      hash: Buffer.from(hash).toString('hex'),
      status: result.status,
      result: storableResult(result),
      effect_seq: result.effectSeq ?? null,
    })),
  )
  const { numAffectedRows } = await sql`
    insert into applied_mutations (municipality_id, mutation_id, space_id, author_id, client_seq,
      name, args_hash, status, result, effect_seq)
    select ${municipalityId}, mutation_id, ${spaceId}, ${authorId}, client_seq,
      name, decode(hash, 'hex'), status, result, effect_seq
    from jsonb_to_recordset(${items}::jsonb) as item(mutation_id uuid, client_seq bigint, name text,
      hash text, status text, result jsonb, effect_seq bigint)
    on conflict (municipality_id, mutation_id) do update
      set status = excluded.status, result = excluded.result, effect_seq = excluded.effect_seq
      where applied_mutations.status = 'parked'`.execute(tx)
  if (numAffectedRows !== BigInt(answers.length)) throw new Error('A mutation id was just taken')
}

/** Details of a refusal may repeat what was sent; jsonb holds neither NUL nor lone surrogates (sync.md E2). */
function storableResult({ detail, ...result }: MutationResult): MutationResult {
  if (!detail) return result
  const entries = Object.entries(detail).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '\ufffd') : value,
  ])
  return { ...result, detail: Object.fromEntries(entries) as typeof detail }
}

/** Remembers the highest running number of a phone: a gap shows what never arrived (sync.md §2.9). */
export async function noteClientSeq(
  tx: Transaction<Database>,
  { municipalityId, authorId }: Omit<AuthoredSpace, 'spaceId'>,
  highest: number,
): Promise<void> {
  await sql`
    update clients set last_seen_at = now(),
      highest_client_seq = greatest(highest_client_seq, ${highest})
    where municipality_id = ${municipalityId} and client_id = ${authorId}`.execute(tx)
}
