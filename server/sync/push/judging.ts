import type { applyMutation } from '../../../shared/sync/apply-mutation.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { calendarDayOf } from '../../../shared/timestamps.ts'
import type { ActorInWalk } from '../../identity/actor-in-walk.ts'
import type { WalkRules } from '../../store/spaces/walk-rules.ts'
import type { Judging } from './judge-mutations.ts'

export interface JudgingSource {
  rules: WalkRules
  author: ActorInWalk
  walkId: Uuid
  /** Milliseconds since 1970 UTC. */
  now: number
  apply: typeof applyMutation
}

/** What the mutations of one author in one walk are judged by at one moment. */
export function judgingOf({ rules, author, walkId, now, apply }: JudgingSource): Judging {
  const at = new Date(now).toISOString()
  const { actor, actorName, isMember } = author
  const { phase, bounds, partyIds, timeZone } = rules
  const today = calendarDayOf(now, timeZone)
  return {
    apply,
    parkLate: true,
    context: {
      actor,
      actorName,
      isMember,
      walkId,
      phase,
      bounds,
      partyIds,
      today,
      now: at,
      receivedAt: at,
    },
  }
}
