import { sql, type Transaction } from 'kysely'
import type { MutationResult } from '../../../shared/sync/feed.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'
import type { Store } from '../database/database.ts'
import type { SpaceKey } from './feed-store.ts'
import type { Database } from '../database/schema.ts'
import type { StatementPart } from '../database/statement-parts.ts'

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

/** What the mutations of one author in one space were answered. */
export interface SpaceAnswers {
  space: AuthoredSpace
  answers: readonly NewAnswer[]
  receivedAt: Timestamp
}

/** Records answers in spaces of one municipality; only a parked one may be answered anew, by a replay. Returns the ids that it recorded. */
export function answerParts(
  municipalityId: Uuid,
  answered: readonly SpaceAnswers[],
): StatementPart[] {
  const items = answered.flatMap(({ space, answers, receivedAt }) =>
    answers.map((answer) => ({ ...columnsOf(answer, space), received_at: receivedAt })),
  )
  if (items.length === 0) return []
  const statement = sql`
    insert into applied_mutations (municipality_id, mutation_id, space_id, author_id, client_seq,
      name, args_hash, status, result, effect_seq, received_at)
    select ${municipalityId}, mutation_id, space_id, author_id, client_seq,
      name, decode(hash, 'hex'), status, result, effect_seq, received_at
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item(mutation_id uuid, space_id uuid, author_id uuid,
      client_seq bigint, name text, hash text, status text, result jsonb, effect_seq bigint, received_at timestamptz)
    on conflict (municipality_id, mutation_id) do update
      set status = excluded.status, result = excluded.result, effect_seq = excluded.effect_seq
      where applied_mutations.status = 'parked'
    returning mutation_id`
  return [{ name: 'answered', statement }]
}

const columnsOf = (
  { hash, result, clientSeq, name }: NewAnswer,
  { spaceId, authorId }: AuthoredSpace,
) => ({
  mutation_id: result.id,
  space_id: spaceId,
  author_id: authorId,
  client_seq: clientSeq,
  name,
  hash: Buffer.from(hash).toString('hex'),
  status: result.status,
  result,
  effect_seq: result.effectSeq ?? null,
})

/** Recorded answers to mutations of a municipality, each given only to whoever knows what was sent under its id. */
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

/** Answers a mutation anew that was only put aside so far; any other answer stands. Call under the lock of its space. */
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

/** Answers that a phone is given, and the highest running number that it has sent. */
export interface PhoneAnswers extends SpaceAnswers {
  highestSeq: number
}

/**
 * Remembers a phone's running numbers: the highest it has sent, and those whose mutation now has its final answer. A gap shows what
 * never arrived (sync.md §2.9); what waits for another server or goes again under another id has not arrived yet. One entry a phone.
 */
export function clientSeqParts(
  municipalityId: Uuid,
  phones: readonly PhoneAnswers[],
): StatementPart[] {
  if (phones.length === 0) return []
  const items = phones.map(({ space, answers, highestSeq, receivedAt }) => ({
    client: space.authorId,
    highest: highestSeq,
    seen_at: receivedAt,
    seqs: seqRanges(answers.map(({ clientSeq }) => [clientSeq, clientSeq])),
  }))
  const statement = sql`
    update clients set last_seen_at = greatest(last_seen_at, seen_at), left_at = null,
      highest_client_seq = greatest(highest_client_seq, highest),
      received_seqs = bounded_seqs(received_seqs + seqs::int8multirange)
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item(client uuid, highest bigint, seqs text, seen_at timestamptz)
    where municipality_id = ${municipalityId} and client_id = client`
  return [{ name: 'noted', statement }]
}

/** Ranges of running numbers, both ends included, as PostgreSQL reads a multirange. */
export const seqRanges = (ranges: readonly (readonly [from: number, to: number])[]): string =>
  `{${ranges.map(([from, to]) => `[${String(from)},${String(to)}]`).join(',')}}`
