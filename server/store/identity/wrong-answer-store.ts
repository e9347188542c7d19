import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Store } from '../database/database.ts'

/** The wrong answers counted under one key. */
export interface WrongAnswerCount {
  count: number
  /** When they expire; milliseconds, null when there are none. */
  endsAt: number | null
}

interface CountLine {
  key: string
  count: number
  ends_at: Date
}

/** Returns the counts of the keys, in the order given. */
export async function readWrongAnswers(
  { db }: Store,
  keys: readonly string[],
  now: number,
): Promise<WrongAnswerCount[]> {
  const hashes = keys.map(hashOf)
  const lines = await db
    .selectFrom('wrong_answers')
    .selectAll()
    .where('key', 'in', hashes)
    .where('ends_at', '>', new Date(now))
    .execute()
  return inOrder(hashes, lines)
}

/** Most expired keys deleted with each wrong answer, so that the table holds about a window's worth. */
const removedAtOnce = 20

/** Counts one more under each key, for `windowMs` from its first; returns the new counts, in the order given. */
export async function addWrongAnswers(
  { db }: Store,
  keys: readonly string[],
  { now, windowMs }: { now: number; windowMs: number },
): Promise<WrongAnswerCount[]> {
  const hashes = keys.map(hashOf)
  const [at, endsAt] = [new Date(now), new Date(now + windowMs)]
  const { rows } = await sql<CountLine>`
    with removed as (
      delete from wrong_answers where key in (
        select key from wrong_answers where ends_at <= ${at} and key <> all(${hashes}::text[])
        order by ends_at limit ${removedAtOnce} for update skip locked)
    )
    insert into wrong_answers as known (key, count, ends_at)
    select key, 1, ${endsAt}::timestamptz from unnest(${hashes}::text[]) as key
    on conflict (key) do update set
      count = case when known.ends_at > ${at} then known.count + 1 else 1 end,
      ends_at = case when known.ends_at > ${at} then known.ends_at else excluded.ends_at end
    returning key, count, ends_at`.execute(db)
  return inOrder(hashes, rows)
}

function inOrder(hashes: readonly string[], lines: readonly CountLine[]): WrongAnswerCount[] {
  const byKey = new Map(lines.map((line) => [line.key, line]))
  return hashes.map((hash) => {
    const line = byKey.get(hash)
    return { count: line?.count ?? 0, endsAt: line?.ends_at.getTime() ?? null }
  })
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')
