import { sql, type RawBuilder } from 'kysely'
import { keepPlan } from './thrifty-connection.ts'

/** A table's share of one statement that writes several: a round trip costs more than the rows of a usual push. */
export interface StatementPart {
  name: string
  statement: RawBuilder<unknown>
}

/** All parts as one statement with one row, `result`; it sees none of their effects. Returns null when there are none. */
export function partsAsOne(
  parts: readonly StatementPart[],
  result: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> | null {
  if (parts.length === 0) return null
  const named = parts.map(({ name, statement }) => sql`${sql.ref(name)} as (${statement})`)
  return sql`${sql.raw(keepPlan)} with ${sql.join(named)} select ${result} as result`
}
