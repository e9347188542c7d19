import { sql, type RawBuilder } from 'kysely'

/** One table's part of a statement that writes several: a round trip costs more than the rows of a usual push. */
export interface StatementPart {
  name: string
  statement: RawBuilder<unknown>
}

/** Returns all parts as one statement with one row, `result`, which sees none of their effects; null when there are no parts. */
export function partsAsOne(
  parts: readonly StatementPart[],
  result: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> | null {
  if (parts.length === 0) return null
  const named = parts.map(({ name, statement }) => sql`${sql.ref(name)} as (${statement})`)
  return sql`with ${sql.join(named)} select ${result} as result`
}
