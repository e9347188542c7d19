import type { Uuid } from '../../../shared/identifiers.ts'
import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import { argsOf, type OutboxEntry } from '../outbox/outbox-entry.ts'

export type VerifyArgs = ObservationArgs<'observation.verify@1'>

/** This phone's verdicts on one follow-up walk among the entries of a finding, the oldest first. */
export const verdictsIn = (entries: readonly OutboxEntry[], followUpId: Uuid): OutboxEntry[] =>
  entries.filter(
    (entry) =>
      entry.name === 'observation.verify' &&
      entry.state !== 'replaced' &&
      (argsOf(entry) as VerifyArgs).followUpId === followUpId,
  )
