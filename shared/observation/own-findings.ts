import { mayAssign } from '../access/permissions.ts'
import type { AccountActor } from '../access/roles.ts'

/** Whose findings come first at the desk: those of some parties, and with `orNobody` those that somebody has yet to get. */
export interface OwnFindings {
  partyIds: readonly string[]
  orNobody: boolean
}

/**
 * Returns which findings are an account's own: those of its parties, and for whoever assigns findings those that wait for an owner. A good
 * place waits for none.
 */
export const ownFindings = (actor: AccountActor): OwnFindings => ({
  partyIds: actor.partyIds,
  orNobody: mayAssign(actor),
})
