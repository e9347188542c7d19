import type { Uuid } from '../../../shared/identifiers.ts'
import type { ObservationArgs } from '../../../shared/observation/mutation-schemas.ts'
import { argsOf, type OutboxEntry } from '../outbox/outbox-entry.ts'

export type VerifyArgs = ObservationArgs<'observation.verify@1'>

/** Everything that this phone has said on one follow-up walk among the entries of a finding, the oldest first. */
export const everyVerdictIn = (entries: readonly OutboxEntry[], followUpId: Uuid): OutboxEntry[] =>
  entries.filter(
    (entry) =>
      entry.name === 'observation.verify' &&
      (argsOf(entry) as VerifyArgs).followUpId === followUpId,
  )

/** The same without what a later verdict has replaced. */
export const verdictsIn = (entries: readonly OutboxEntry[], followUpId: Uuid): OutboxEntry[] =>
  everyVerdictIn(entries, followUpId).filter(({ state }) => state !== 'replaced')
