import type { Uuid } from '../../identifiers.ts'
import type { Severity } from '../../observation/categories.ts'
import type { DeclineReason, ObservationStatus } from '../../observation/observation-status.ts'
import type { AwaitedThing } from '../../observation/observation.ts'
import type { MovedDate } from '../../observation/promises/moved-date.ts'
import type { AreaSummary } from '../../rating/area-summary.ts'
import type { LightKind } from '../../rating/rating.ts'
import type { StopSummary } from '../../rating/rating-summary.ts'
import type { CalendarDay, Timestamp } from '../../timestamps.ts'
import type { Walk } from '../../walk/walk.ts'
import type { FollowUpFacts, SeenAgain } from './follow-up-facts.ts'
import type { Withheld } from './withheld.ts'

/** The latest public answer of a party or the leader. */
export interface ReportedAnswer {
  text: string
  reason: DeclineReason | null
  /** Month `2027-03` or year `2027`. */
  plannedFor: string | null
  on: CalendarDay | null
  recipient: string | null
  /** What follows is absent in versions of before it was kept, and where there is nothing to say. */
  reference?: string
  awaits?: AwaitedThing
}

/** A finding that everybody may see, without any person. */
export interface ReportedFinding {
  id: Uuid
  /** The public number. */
  number: number | null
  /** From 1; 0 where it belongs to no stop. */
  stop: number
  place: string
  category: string
  text: string
  severity: Severity
  /** Names, as they were when the report was made. */
  parties: readonly string[]
  dueOn: CalendarDay | null
  /** Dates that were promised and have moved; absent where none has, and in versions of before this was kept. */
  movedDates?: readonly MovedDate[]
  status: ObservationStatus
  answer: ReportedAnswer | null
  /** On the follow-up walk. */
  seen: SeenAgain | null
  longitude: number
  latitude: number
  /** Ids of the photos that were approved for the report. */
  photos: readonly Uuid[]
}

/** An effort (domain.md §15) with the number of findings that feed it. */
export interface FedEffort {
  id: string
  findings: Withheld
}

/**
 * Everything that a report says, before it is put into words. It is stored with the version, so it holds nothing of restricted findings but
 * how many they are, and that only from five.
 */
export interface ReportFacts {
  municipality: { name: string; timeZone: string; controller: string; contact: string }
  walk: Pick<
    Walk,
    | ('title' | 'startsAt' | 'endsAt' | 'meetingPlace' | 'stops' | 'route')
    | ('purpose' | 'theme' | 'host' | 'weather' | 'functions')
  >
  /** By the height of the sun when the walk began; null without a time. */
  light: LightKind | null
  /** Names of the parties that were invited. */
  invited: readonly string[]
  /** Phones that took part. */
  phones: number
  findings: readonly ReportedFinding[]
  restricted: Withheld
  /** The most urgent findings that the group chose, the most urgent first. */
  top: readonly Uuid[]
  ratings: readonly StopSummary[]
  area: readonly AreaSummary[]
  efforts: readonly FedEffort[]
  /** Null as long as no follow-up walk is closed. */
  followUp: FollowUpFacts | null
  approvedAt: Timestamp
  /** The day of the first version, from which the feedbacks are counted; absent in the first one. */
  firstReportOn?: CalendarDay
  madeAt: Timestamp
}
