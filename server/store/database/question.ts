import type { Kysely, RawBuilder, Transaction } from 'kysely'
import type { Database } from './schema.ts'

/** A statement and what its rows mean; made before anybody runs it, so that several can travel together. */
export interface Question<Answer> {
  statement: RawBuilder<unknown>
  read: (rows: readonly unknown[]) => Answer
}

export const ask = async <Answer>(
  db: Kysely<Database>,
  { statement, read }: Question<Answer>,
): Promise<Answer> => read((await statement.execute(db)).rows)

type Answers<Questions extends readonly unknown[]> = {
  [Index in keyof Questions]: Questions[Index] extends Question<infer Answer> ? Answer : never
}

/**
 * Sends all at once and waits once. The database begins none before the one before it has ended, and in our transactions each sees what was
 * committed until it begins. When one fails, so do those after it, and the error is that of the first.
 */
export async function askTogether<const Questions extends readonly Question<unknown>[]>(
  tx: Transaction<Database>,
  questions: Questions,
): Promise<Answers<Questions>> {
  const results = await tx
    .getExecutor()
    .provideConnection((connection) =>
      Promise.all(questions.map(({ statement }) => connection.executeQuery(statement.compile(tx)))),
    )
  return questions.map(({ read }, index) => read(results[index]?.rows ?? [])) as Answers<Questions>
}
