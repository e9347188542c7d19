import type {
  AloneAnswer,
  AnswerMoment,
  Feeling,
  LightKind,
  Reason,
  RespondentKind,
} from '../../../../shared/rating/rating.ts'
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
