import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Database } from './schema.ts'

/** A statement, and how its rows are read. */
export interface Query<Answer> {
  statement: RawBuilder<unknown>
  read: (rows: readonly unknown[]) => Answer
}

export const run = async <Answer>(
  db: Kysely<Database>,
  { statement, read }: Query<Answer>,
): Promise<Answer> => read((await statement.execute(db)).rows)

/** Two queries of at most one row each as one statement: a round trip costs more than reading their rows as JSON. */
export const together = <First, Second>(
  first: Query<First>,
  second: Query<Second>,
): Query<[First, Second]> => ({
  statement: sql`select
    (select to_json(line) from (${first.statement}) as line) as first,
    (select to_json(line) from (${second.statement}) as line) as second`,
  read([row]) {
    const lines = row as { first: unknown; second: unknown }
    return [first.read(rowsOf(lines.first)), second.read(rowsOf(lines.second))]
  },
})

const rowsOf = (line: unknown): unknown[] => (line === null ? [] : [line])
