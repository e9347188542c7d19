import type { applyMutation } from '../../../shared/sync/registry.ts'
import { calendarDayOf } from '../../../shared/timestamps.ts'
import type { ActorInSpace } from '../../identity/actor-in-space.ts'
import type { SpaceRules } from '../../store/spaces/space-rules.ts'
import type { SpaceKey } from '../../store/spaces/feed-store.ts'
import type { Judging } from './judge-mutations.ts'

export interface JudgingSource {
  rules: SpaceRules
  author: ActorInSpace
  space: SpaceKey
  /** Milliseconds since 1970 UTC. */
  now: number
  apply: typeof applyMutation
}

/** Returns what the mutations of one author in one space are judged by at one moment. */
export function judgingOf({ rules, author, space, now, apply }: JudgingSource): Judging {
  const at = new Date(now).toISOString()
  const { actor, actorName, isMember } = author
  const { bounds, partyIds, timeZone } = rules
  const today = calendarDayOf(now, timeZone)
  const times = { today, now: at, receivedAt: at }
  const common = { actor, actorName, isMember, bounds, partyIds, ...times }
  const context = { ...common, ...ofSpace(space, rules) }
  return { apply, parkLate: true, spaceId: space.spaceId, context }
}

/** A walk that is being created is judged as an open one. */
const ofSpace = ({ municipalityId, spaceId }: SpaceKey, { phase }: SpaceRules) =>
  spaceId === municipalityId
    ? { spaceKind: 'municipality' as const }
    : { spaceKind: 'walk' as const, walkId: spaceId, phase: phase ?? 'open' }
