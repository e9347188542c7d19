import {
  verdicts,
  verificationOn,
  type Verdict,
} from '../../observation/verification/verification.ts'
import type { Observation } from '../../observation/observation.ts'
import { compareStops, type StopComparison } from '../../rating/compare-stops.ts'
import type { StopSummary } from '../../rating/rating-summary.ts'
import type { CalendarDay, Timestamp } from '../../timestamps.ts'
import type { Walk, WalkStop } from '../../walk/walk.ts'

/** What somebody on the follow-up walk saw of a finding; without words, which nobody has read through. */
export interface SeenAgain {
  verdict: Verdict
  on: CalendarDay
}

/** What a follow-up walk saw, once it is closed. */
export interface FollowUpFacts {
  startsAt: Timestamp | null
  /** Of the findings in the report that everybody may see. */
  verdicts: readonly { verdict: Verdict; count: number }[]
  /** Names by the stops of the follow-up, in its order. */
  stops: readonly Pick<WalkStop, 'id' | 'name'>[]
  comparisons: readonly StopComparison[]
}

export interface FollowUpSources {
  /** The follow-up walk. */
  walk: Walk
  ratings: readonly StopSummary[]
}

export const seenAgain = (one: Observation, followUp: FollowUpSources | null): SeenAgain | null => {
  const said = followUp && verificationOn(one, followUp.walk.id)
  return said ? { verdict: said.verdict, on: said.on } : null
}

/** Returns what the follow-up adds to a report: counts of what was seen, and each stop before and after. */
export const followUpFacts = (
  { walk, ratings }: FollowUpSources,
  { before, seen }: { before: readonly StopSummary[]; seen: readonly (SeenAgain | null)[] },
): FollowUpFacts => ({
  startsAt: walk.startedAt ?? walk.startsAt,
  verdicts: verdicts.map((verdict) => ({
    verdict,
    count: seen.filter((one) => one?.verdict === verdict).length,
  })),
  stops: walk.stops.map(({ id, name }) => ({ id, name })),
  comparisons: compareStops({ before, after: ratings }),
})
