import type { Generated, GeneratedAlways } from 'kysely'
import type { Role, WalkRole } from '../../../../shared/access/roles.ts'
import type { ReplyAnswer } from '../../../../shared/reply/reply.ts'
import type { ReportFileFormat } from '../../../../shared/report/report-version.ts'
import type { Language } from '../../../../shared/text/language.ts'
import type { WalkDetails, WalkPhase } from '../../../../shared/walk/walk.ts'
import type {
  Timestamptz,
  TimestamptzDefault,
  TimestamptzOrNull,
  OrNull,
  JsonDefault,
} from './column-types.ts'

// Walks, who takes part in them, who asks for one, and who answers an invitation.

export interface WalkTable {
  municipality_id: string
  id: string
  title: string
  starts_at: TimestamptzOrNull
  ends_at: TimestamptzOrNull
  phase: WalkPhase
  is_standing: Generated<boolean>
  meeting_place: OrNull<string>
  west: number
  south: number
  east: number
  north: number
  route: JsonDefault<[longitude: number, latitude: number][]>
  created_at: TimestamptzDefault
  details: JsonDefault<WalkDetails>
  /** Of the details, generated: each request of a phone asks for it (0057-follow-up-walks.sql). */
  follows: GeneratedAlways<string | null>
}

export interface WalkStopTable {
  municipality_id: string
  walk_id: string
  id: string
  sort_order: number
  name: string
  longitude: number
  latitude: number
}

export interface WalkMemberTable {
  municipality_id: string
  walk_id: string
  client_id: string
  role: WalkRole
  display_name: OrNull<string>
  joined_at: TimestamptzDefault
  removed_at: TimestamptzOrNull
  /** When its person left the walk; coming back clears it (0014-left-walks.sql). */
  left_at: TimestamptzOrNull
}

export interface WalkCodeTable {
  code: string
  /** `foldWalkCode` of the code, generated. */
  folded: GeneratedAlways<string>
  municipality_id: string
  walk_id: string
  role: Generated<WalkRole>
  /** Nobody joins by it any more (0047-code-states.sql). */
  closed_at: TimestamptzOrNull
  for_one_phone: Generated<boolean>
  /** The client id of the phone that has joined by a code for one. */
  used_by: OrNull<string>
}

export interface WishLinkTable {
  link_hash: string
  municipality_id: string
  wish_id: string
  leader_code: OrNull<string>
}

/** A directory of public addresses (0067-public-walks.sql). */
export interface PublicWalkTable {
  walk_id: string
  municipality_id: string
  is_published: boolean
  changed_at: Timestamptz
}

export interface WalkReplyTable {
  municipality_id: string
  walk_id: string
  id: string
  answer: ReplyAnswer
  wheelchair: boolean
  interpreter: OrNull<string>
  other: string
  replied_at: Timestamptz
}

export interface ReplyLinkTable {
  link_hash: string
  municipality_id: string
  walk_id: string
  reply_id: string
}

/** What each phone finds most urgent (0053-walk-votes.sql). */
export interface WalkVoteTable {
  municipality_id: string
  walk_id: string
  client_id: string
  findings: string[]
}

/** Versions of walk reports, never changed but for the journal number (0054-walk-reports.sql). */
export interface WalkReportTable {
  municipality_id: string
  walk_id: string
  id: string
  version: number
  language: Language
  made_at: Timestamptz
  made_by_role: Role
  /** A `ReportDocument` as JSON text. */
  document: string
  /** `ReportFacts` as JSON text. */
  facts: string
  journal_number: string | null
}

/** What is made of a version afterwards (0058-report-files.sql). */
export interface WalkReportFileTable {
  municipality_id: string
  walk_id: string
  version: number
  format: ReportFileFormat
  content: OrNull<Uint8Array>
  made_parts: Generated<number>
  all_parts: Generated<number>
  tries: Generated<number>
}

/** When the people of a walk hear what came of it (0065-promises.sql). */
export interface WalkFeedbackTable {
  municipality_id: string
  walk_id: string
  months: number
  due_on: string
  given_on: string | null
  given_by_role: Role | null
  told_on: string | null
}

/** Opens the status page of one person's walk (0063-status-links.sql). */
export interface StatusLinkTable {
  link_hash: string
  municipality_id: string
  walk_id: string
  client_id: string
  /** Null for a link that was made for a mail. */
  phone_id: OrNull<string>
  made_at: Timestamptz
}
