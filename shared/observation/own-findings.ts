import { mayAssign } from '../access/permissions.ts'
import type { AccountActor } from '../access/roles.ts'
import type { Observation } from './observation.ts'

/** Whose findings come first at the desk: those of some parties, and with `orNone` those without a party. */
export interface OwnFindings {
  partyIds: readonly string[]
  orNone: boolean
}

/** Returns which findings are an account's own: those of its parties, and for whoever assigns findings those that nobody has. */
export function ownFindings(actor: AccountActor): OwnFindings {
  return { partyIds: actor.partyIds, orNone: mayAssign(actor) }
}

export const isOwnFinding = (
  { partyIds }: Pick<Observation, 'partyIds'>,
  own: OwnFindings,
): boolean =>
  partyIds.length === 0 ? own.orNone : partyIds.some((id) => own.partyIds.includes(id))
