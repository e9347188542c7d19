import { sql } from 'kysely'
import type { MutationResult } from '../../shared/feed.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { SpaceKey } from './feed-store.ts'
import type { StatementPart } from './statement-parts.ts'

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

/** Records answers; only a parked one may be answered anew, by a replay. Returns the ids that it recorded. */
export function answerParts(
  { municipalityId, spaceId, authorId }: AuthoredSpace,
  answers: readonly NewAnswer[],
): StatementPart[] {
  if (answers.length === 0) return []
  const items = JSON.stringify(answers.map(columnsOf))
  const statement = sql`
    insert into applied_mutations (municipality_id, mutation_id, space_id, author_id, client_seq,
      name, args_hash, status, result, effect_seq)
    select ${municipalityId}, mutation_id, ${spaceId}, ${authorId}, client_seq,
      name, decode(hash, 'hex'), status, result, effect_seq
    from jsonb_to_recordset(${items}::jsonb) as item(mutation_id uuid, client_seq bigint, name text,
      hash text, status text, result jsonb, effect_seq bigint)
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

/**
 * Remembers a phone's running numbers: the highest it has sent, and those whose mutation now has its final answer. A gap shows what
 * never arrived (sync.md §2.9); what waits for another server or goes again under another id has not arrived yet.
 */
export const clientSeqPart = (
  { municipalityId, authorId }: AuthoredSpace,
  highest: number,
  answers: readonly Pick<NewAnswer, 'clientSeq'>[],
): StatementPart => ({
  name: 'noted',
  statement: sql`
    update clients set last_seen_at = now(), left_at = null,
      highest_client_seq = greatest(highest_client_seq, ${highest}),
      received_seqs = bounded_seqs(received_seqs
        + ${seqRanges(answers.map(({ clientSeq }) => [clientSeq, clientSeq]))}::int8multirange)
    where municipality_id = ${municipalityId} and client_id = ${authorId}`,
})

/** Ranges of running numbers, both ends included, as PostgreSQL reads a multirange. */
export const seqRanges = (ranges: readonly (readonly [from: number, to: number])[]): string =>
  `{${ranges.map(([from, to]) => `[${String(from)},${String(to)}]`).join(',')}}`
