import { mayTriage, type Audience } from '../../access/permissions.ts'
import type { Actor } from '../../access/roles.ts'
import type { Timestamp } from '../../timestamps.ts'
import type { ObservationStatus } from '../observation-status.ts'
import type { Observation } from '../observation.ts'

/** How long a party may take back its own end of a case, in milliseconds. Later the coordinator reopens it. */
const ownReopeningMs = 24 * 60 * 60_000

const ends: readonly ObservationStatus[] = ['done', 'declined', 'duplicate']

/** Returns whether this person's party has closed the case itself, by mistake perhaps, within the last 24 hours. */
export function mayReopenOwn(
  actor: Actor,
  { audience, status, answer }: { audience: Audience } & Pick<Observation, 'status' | 'answer'>,
  now: Timestamp,
): boolean {
  if (actor.kind !== 'account' || !mayTriage(actor, audience) || !ends.includes(status))
    return false
  const isOwn = answer?.partyId !== undefined && actor.partyIds.includes(answer.partyId)
  return isOwn && Date.parse(now) - Date.parse(answer.at) <= ownReopeningMs
}
