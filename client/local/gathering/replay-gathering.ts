import {
  applyGathering,
  type GatheringMutation,
} from '../../../shared/observation/gathering/mutations.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import { bodyAfter } from '../../../shared/sync/subject.ts'
import { argsOf, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { isGatheringName } from './gathering-names.ts'

/**
 * Returns a finding after what a leader has done to it while gathering the walk; unchanged where the entry is something else, was refused, or
 * no longer applies.
 */
export function replayGathering(
  current: Observation,
  entry: OutboxEntry,
  context: WalkContext,
): Observation {
  const name = `${entry.name}@${entry.v}`
  if (entry.state === 'refused' || !isGatheringName(name)) return current
  const mutation = { name, args: argsOf(entry) } as GatheringMutation
  const outcome = applyGathering(current, mutation, context)
  const body = outcome.ok && bodyAfter(outcome.value, { kind: 'observation', id: current.id })
  return body || current
}
