import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { Database } from './schema.ts'
import { keepPlan, takesCommit } from './thrifty-connection.ts'

/** A table's share of one statement that writes several: a round trip costs more than the rows of a usual push. */
export interface StatementPart {
  name: string
  statement: RawBuilder<unknown>
}

interface Running {
  /** Selected from what the parts return; when it cannot be computed, nothing is written. */
  check?: RawBuilder<unknown>
  /** The transaction ends with it. */
  isLast?: boolean
}

/** Runs all parts as one statement, which sees none of their effects. */
export async function runParts(
  tx: Transaction<Database>,
  parts: readonly StatementPart[],
  { check = sql`true`, isLast = false }: Running = {},
): Promise<void> {
  if (parts.length === 0) return
  const marks = sql.raw(isLast ? keepPlan + takesCommit : keepPlan)
  const named = parts.map(({ name, statement }) => sql`${sql.ref(name)} as (${statement})`)
  await sql`${marks} with ${sql.join(named)} select ${check}`.execute(tx)
}
