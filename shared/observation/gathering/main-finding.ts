import type { Uuid } from '../../identifiers.ts'
import type { Observation } from '../observation.ts'

export interface Linked extends Pick<Observation, 'id' | 'status'> {
  answer: { duplicateOf?: Uuid } | null
}

/** Follows links to the finding that a duplicate belongs to; a duplicate whose original is not here stands for itself. */
export function mainOf<Finding extends Linked>(
  one: Finding,
  byId: ReadonlyMap<string, Finding>,
): Finding {
  const seen = new Set<string>()
  let current = one
  while (current.status === 'duplicate' && !seen.has(current.id)) {
    seen.add(current.id)
    const next = byId.get(current.answer?.duplicateOf ?? '')
    if (!next) return current
    current = next
  }
  return current
}
