import type { Observation } from '../../../shared/observation/observation.ts'
import type { Outcome } from '../../../shared/problem.ts'
import type { DomainEvent, Effects } from '../../../shared/sync/subject.ts'

/** A refusal as a whole, to compare with. */
export const refusedWith = (code: string, detail?: Record<string, unknown>) => ({
  ok: false,
  problem: detail ? { code, detail } : { code },
})

/** The observation and the event that a rule made; throws when it refused, or changed something else. */
export function applied(outcome: Outcome<Effects>): {
  observation: Observation
  event: DomainEvent
} {
  if (!outcome.ok) throw new Error(`refused: ${outcome.problem.code}`)
  const [change, ...others] = outcome.value
  const [event] = change?.events ?? []
  if (change?.kind !== 'observation' || !event || others.length > 0) {
    throw new Error('expected one changed observation with one event')
  }
  return { observation: change.body, event }
}
