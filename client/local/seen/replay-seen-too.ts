import type { Observation } from '../../../shared/observation/observation.ts'
import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import { applySeenToo } from '../../../shared/observation/seen/mutations.ts'
import type { WalkContext } from '../../../shared/sync/mutation-context.ts'
import { bodyAfter } from '../../../shared/sync/subject.ts'
import { argsOf, type OutboxEntry } from '../outbox/outbox-entry.ts'

export type SeeTooArgs = ObservationArgs<'observation.see-too@1'>

export const isSeeingToo = ({ name }: Pick<OutboxEntry, 'name'>): boolean =>
  name === 'observation.see-too'

/** Returns a pin after this phone's person has said to see it too; unchanged where that was refused or the entry is something else. */
export function replaySeenToo(
  current: Observation,
  entry: OutboxEntry,
  context: WalkContext,
): Observation {
  if (entry.state === 'refused' || !isSeeingToo(entry) || entry.v !== 1) return current
  const outcome = applySeenToo(current, argsOf(entry) as SeeTooArgs, context)
  const body = outcome.ok && bodyAfter(outcome.value, { kind: 'observation', id: current.id })
  return body || current
}
