import type {
  AloneAnswer,
  AnswerMoment,
  Feeling,
  LightKind,
  Reason,
  RespondentKind,
} from '../../../../shared/rating/rating.ts'
import type { ObservedStep } from '../../../../shared/rating/observed.ts'
import type { WalkRole } from '../../../../shared/access/roles.ts'
import type { OrNull, Timestamptz } from './column-types.ts'

// What people answer about stops and areas; nothing here names a person or a phone (0031-ratings-and-plans.sql).

export interface StopRatingTable {
  municipality_id: string
  walk_id: string
  stop_id: string
  respondent: string
  respondent_kind: RespondentKind
  feeling: OrNull<Feeling>
  alone: OrNull<AloneAnswer>
  reasons: Reason[]
  is_skipped: boolean
  light: LightKind
  rated_at: Timestamptz
  is_late: boolean
}

export interface WalkAnswersTable {
  municipality_id: string
  walk_id: string
  moment: AnswerMoment
  respondent: string
  respondent_kind: RespondentKind
  dark: OrNull<number>
  day: OrNull<number>
  avoids: OrNull<boolean>
  trust: OrNull<number>
  is_late: boolean
}

/** What somebody with a function in the walk has observed at a stop (0043-observed-stops.sql). */
export interface StopObservedTable {
  municipality_id: string
  walk_id: string
  stop_id: string
  observer: string
  role: WalkRole
  light_seen: OrNull<ObservedStep>
  openness: OrNull<ObservedStep>
  eyes: OrNull<ObservedStep>
  footway: OrNull<ObservedStep>
  people: OrNull<ObservedStep>
  transport: OrNull<ObservedStep>
  tidiness: OrNull<ObservedStep>
  help: OrNull<ObservedStep>
  light: LightKind
  observed_at: Timestamptz
  is_late: boolean
}
