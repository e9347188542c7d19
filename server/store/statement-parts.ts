import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { Database } from './schema.ts'
import { keepPlan, takesCommit } from './thrifty-connection.ts'

/** A table's share of one statement that writes several: a round trip costs more than the rows of a usual push. */
export interface StatementPart {
  name: string
  statement: RawBuilder<unknown>
}

/**
 * Runs all parts as one statement, which sees none of their effects, and answers what `result` selects from what they return. With
 * `isLast` the transaction ends with it.
 */
export async function runParts<T>(
  tx: Transaction<Database>,
  parts: readonly StatementPart[],
  { result, isLast = false }: { result: RawBuilder<T>; isLast?: boolean },
): Promise<T | undefined> {
  if (parts.length === 0) return undefined
  const named = parts.map(({ name, statement }) => sql`${sql.ref(name)} as (${statement})`)
  const { rows } = await sql<{ result: T }>`
    ${sql.raw(isLast ? keepPlan + takesCommit : keepPlan)} with ${sql.join(named)} select ${result} as result`.execute(
    tx,
  )
  return rows[0]?.result
}
