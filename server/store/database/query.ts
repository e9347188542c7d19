import type { Kysely, RawBuilder, Transaction } from 'kysely'
import type { Database } from './schema.ts'

/** A statement and what its rows mean; made before anybody runs it, so that several can travel together. */
export interface Query<Answer> {
  statement: RawBuilder<unknown>
  read: (rows: readonly unknown[]) => Answer
}

export const run = async <Answer>(
  db: Kysely<Database>,
  { statement, read }: Query<Answer>,
): Promise<Answer> => read((await statement.execute(db)).rows)

type Answers<Queries extends readonly unknown[]> = {
  [Index in keyof Queries]: Queries[Index] extends Query<infer Answer> ? Answer : never
}

/**
 * Sends all at once and waits once. The database begins none before the one before it has ended, and in our transactions each sees what was
 * committed until it begins. When one fails, so do those after it, and the error is that of the first.
 */
export async function runPipelined<const Queries extends readonly Query<unknown>[]>(
  tx: Transaction<Database>,
  queries: Queries,
): Promise<Answers<Queries>> {
  const results = await tx
    .getExecutor()
    .provideConnection((connection) =>
      Promise.all(queries.map(({ statement }) => connection.executeQuery(statement.compile(tx)))),
    )
  return queries.map(({ read }, index) => read(results[index]?.rows ?? [])) as Answers<Queries>
}
