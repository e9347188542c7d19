import type { ReportFacts } from './facts/report-facts.ts'
import { nameOf, type PartContext } from './parts/part-context.ts'
import { statusOf } from './parts/status-words.ts'

/** Returns what has changed since an earlier version, a sentence each; empty when nothing has. */
export function changesSince(context: PartContext, previous: ReportFacts): string[] {
  const { facts, words } = context
  const before = new Map(previous.findings.map((one) => [one.id, one]))
  const changes = facts.findings.flatMap((one) => {
    const earlier = before.get(one.id)
    if (!earlier) return words.changes.added(nameOf(context, one))
    const [from, to] = [statusOf(earlier, context), statusOf(one, context)]
    return from === to ? [] : words.changes.status(nameOf(context, one), from, to)
  })
  const now = new Set(facts.findings.map(({ id }) => id))
  const gone = previous.findings.filter(({ id }) => !now.has(id)).length
  return gone > 0 ? [...changes, words.changes.gone(gone)] : changes
}
