import { sql, type Transaction } from 'kysely'
import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import type { Store } from '../database/database.ts'
import type { SpaceKey } from './feed-store.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'

/** The answer to a mutation id, and the hash of what was sent under it. */
export interface RecordedAnswer {
  hash: Uint8Array
  result: MutationResult
}

/** An answer that is kept for ever. */
export interface NewAnswer extends RecordedAnswer {
  clientSeq: number
  name: string
}

export interface AuthoredSpace extends SpaceKey {
  /** Client id of a walker, account id of an official. */
  authorId: Uuid
}

/** The answers to the mutations of one author in one space. */
export interface SpaceAnswers {
  space: AuthoredSpace
  answers: readonly NewAnswer[]
  receivedAt: Timestamp
}

/** Records answers. Only a parked mutation may get a new answer, by a replay. Returns the ids that it recorded. */
export function answerParts({ space, answers, receivedAt }: SpaceAnswers): StatementPart[] {
  if (answers.length === 0) return []
  const statement = sql`
    insert into applied_mutations (municipality_id, mutation_id, space_id, author_id, client_seq,
      name, args_hash, status, result, effect_seq, received_at)
    select ${space.municipalityId}, mutation_id, ${space.spaceId}, ${space.authorId}, client_seq,
      name, decode(hash, 'hex'), status, result, effect_seq, ${receivedAt}
    from jsonb_to_recordset(${JSON.stringify(answers.map(columnsOf))}::jsonb) as item(mutation_id uuid,
      client_seq bigint, name text, hash text, status text, result jsonb, effect_seq bigint)
    on conflict (municipality_id, mutation_id) do update
      set status = excluded.status, result = excluded.result, effect_seq = excluded.effect_seq
      where applied_mutations.status = 'parked'
    returning mutation_id`
  return [{ name: 'answered', statement }]
}

const columnsOf = ({ hash, result, clientSeq, name }: NewAnswer) => ({
  mutation_id: result.id,
  client_seq: clientSeq,
  name,
  hash: Buffer.from(hash).toString('hex'),
  status: result.status,
  result,
  effect_seq: result.effectSeq ?? null,
})

/** Returns recorded answers to mutations of a municipality, each only to somebody who knows what was sent under its id. */
export async function findAnswers(
  store: Store,
  municipalityId: Uuid,
  asked: readonly { id: Uuid; hash: string }[],
): Promise<MutationResult[]> {
  const { rows } = await sql<{ result: MutationResult }>`
    select result from applied_mutations
    join unnest(${asked.map(({ id }) => id)}::uuid[], ${asked.map(({ hash }) => hash)}::text[]) as asked(id, hash)
      on asked.id = mutation_id and decode(asked.hash, 'hex') = args_hash
    where municipality_id = ${municipalityId}`.execute(store.db)
  return rows.map(({ result }) => result)
}

/** Replaces the answer of a parked mutation; any other answer stays. Call under the lock of its space. */
export async function answerParked(
  tx: Transaction<Database>,
  municipalityId: Uuid,
  result: MutationResult,
): Promise<void> {
  await tx
    .updateTable('applied_mutations')
    .set({ status: result.status, result: JSON.stringify(result) })
    .where('municipality_id', '=', municipalityId)
    .where('mutation_id', '=', result.id)
    .where('status', '=', 'parked')
    .execute()
}

/** The phone that has sent something: not always the one whose id its things are signed with. */
export interface CountedPhone {
  phoneId: Uuid
  /** The highest running number that it has sent. */
  highestSeq: number
}

/** Answers to a phone. */
export interface PhoneAnswers extends SpaceAnswers {
  counted: CountedPhone
}

/**
 * Records a phone's running numbers: the highest it has sent, and those whose mutation now has its final answer. A gap shows what never
 * arrived (sync.md §2.9); a mutation that waits for a newer server or is sent again under another id has not arrived yet.
 */
export function clientSeqParts({
  space,
  answers,
  counted: { phoneId, highestSeq },
  receivedAt,
}: PhoneAnswers): StatementPart[] {
  const seqs = seqRanges(answers.map(({ clientSeq }) => [clientSeq, clientSeq]))
  const statement = sql`
    update clients set last_seen_at = greatest(last_seen_at, ${receivedAt}::timestamptz), left_at = null,
      highest_client_seq = greatest(highest_client_seq, ${highestSeq}::bigint),
      received_seqs = bounded_seqs(received_seqs + ${seqs}::int8multirange)
    where municipality_id = ${space.municipalityId} and client_id = ${phoneId}`
  return [{ name: 'noted', statement }]
}

/** Returns ranges of running numbers, both ends included, in the form in which PostgreSQL reads a multirange. */
export const seqRanges = (ranges: readonly (readonly [from: number, to: number])[]): string =>
  `{${ranges.map(([from, to]) => `[${String(from)},${String(to)}]`).join(',')}}`
