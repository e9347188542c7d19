import type { Municipality } from '../../municipality/municipality.ts'
import type { Observation } from '../../observation/observation.ts'
import type { AreaSummary } from '../../rating/area-summary.ts'
import { lightAt } from '../../rating/light.ts'
import type { StopSummary } from '../../rating/rating-summary.ts'
import type { Timestamp } from '../../timestamps.ts'
import { reportedOn } from '../../walk/feedback/feedback-dates.ts'
import { gatheringOf } from '../../walk/gathering/gathering.ts'
import type { Walk } from '../../walk/walk.ts'
import { fedEfforts } from './fed-efforts.ts'
import type { ReportFacts } from './report-facts.ts'
import { followUpFacts, type FollowUpSources } from './follow-up-facts.ts'
import { reportedFindings } from './reported-findings.ts'
import { withhold } from './withheld.ts'

/** What is stored of a walk, unabridged. */
export interface ReportSources {
  walk: Walk
  municipality: Pick<Municipality, 'name' | 'timeZone' | 'parties' | 'privacy' | 'categoryEfforts'>
  /** The findings of the walk. */
  observations: readonly Observation[]
  ratings: readonly StopSummary[]
  area: readonly AreaSummary[]
  phones: number
  /** Of the first version; absent while there is none. */
  firstMadeAt?: Timestamp | undefined
  /** Its closed follow-up walk, the latest; null without one. */
  followUp: FollowUpSources | null
  madeAt: Timestamp
}

/** Returns what a report may say; null as long as nobody has approved the list of the walk. */
export function collectFacts(sources: ReportSources): ReportFacts | null {
  const { walk, municipality, observations, ratings, area, phones, followUp } = sources
  const { firstMadeAt, madeAt } = sources
  const { approval } = gatheringOf(walk)
  if (!approval) return null
  const { name, timeZone, parties, privacy, categoryEfforts } = municipality
  const { findings, restricted } = reportedFindings(observations, {
    ...{ approved: approval.findings, stops: walk.stops, parties, followUp },
  })
  const open = new Set(findings.map(({ id }) => id))
  return {
    municipality: { name, timeZone, controller: privacy.controller, contact: privacy.contact },
    walk: plannedFacts(walk),
    light: lightOf(walk),
    invited: (walk.parties ?? []).map((id) => parties.find((one) => one.id === id)?.name ?? id),
    ...{ phones, findings, ratings, area, madeAt },
    restricted: withhold(restricted),
    top: approval.top.filter((id) => open.has(id)),
    efforts: fedEfforts(findings, categoryEfforts),
    followUp:
      followUp &&
      followUpFacts(followUp, { before: ratings, seen: findings.map(({ seen }) => seen) }),
    approvedAt: approval.at,
    ...(firstMadeAt === undefined ? {} : { firstReportOn: reportedOn(firstMadeAt, timeZone) }),
  }
}

function plannedFacts(walk: Walk): ReportFacts['walk'] {
  const { title, startsAt, endsAt, meetingPlace, stops, route } = walk
  const { purpose = null, theme = null, host = null, weather = null, functions = null } = walk
  return {
    ...{ title, startsAt, endsAt, meetingPlace, stops, route },
    ...{ purpose, theme, host, weather, functions },
  }
}

function lightOf({ startsAt, startedAt, stops }: Walk) {
  const at = startedAt ?? startsAt
  const [first] = stops
  return at && first ? lightAt(at, first) : null
}
