import type { CategoryEfforts } from '../../municipality/municipality.ts'
import { withhold } from './withheld.ts'
import type { FedEffort, ReportedFinding } from './report-facts.ts'

/** Efforts about people in need: outside the desk there are counts of five and more only. */
const careful = ['demens', 'udsatte', 'unge', 'ssp', 'psykiatri', 'antirad', 'hverdag']

/** Returns the efforts that the findings of a report feed, those of most findings first. */
export function fedEfforts(
  findings: readonly Pick<ReportedFinding, 'category'>[],
  categoryEfforts: readonly CategoryEfforts[],
): FedEffort[] {
  const effortsOf = new Map(categoryEfforts.map(({ category, efforts }) => [category, efforts]))
  const counts = new Map<string, number>()
  for (const { category } of findings)
    for (const id of effortsOf.get(category) ?? []) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts]
    .sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1))
    .map(([id, count]) => ({ id, findings: careful.includes(id) ? withhold(count) : count }))
}
