import type { Actor } from '../../access/roles.ts'
import type { Answer, Observation } from '../observation.ts'

/** Returns the party of the finding for which an official answers; nothing for coordinators and where several could be meant. */
export function answeringParty(
  actor: Actor,
  { partyIds }: Pick<Observation, 'partyIds'>,
): Pick<Answer, 'partyId'> {
  if (actor.kind !== 'account' || actor.role === 'coordinator') return {}
  const [partyId, other] = partyIds.filter((id) => actor.partyIds.includes(id))
  return partyId === undefined || other !== undefined ? {} : { partyId }
}
