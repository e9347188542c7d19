import { sql, type RawBuilder } from 'kysely'
import type { Question } from './question.ts'
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

/** All parts as one statement, which sees none of their effects; null when there are none. */
export function partsAsOne(
  parts: readonly StatementPart[],
  { check = sql`true`, isLast = false }: Running = {},
): Question<void> | null {
  if (parts.length === 0) return null
  const marks = sql.raw(isLast ? keepPlan + takesCommit : keepPlan)
  const named = parts.map(({ name, statement }) => sql`${sql.ref(name)} as (${statement})`)
  return { statement: sql`${marks} with ${sql.join(named)} select ${check}`, read: () => undefined }
}
