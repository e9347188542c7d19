import type {
  MunicipalityTable,
  PartyTable,
  CategoryEffortTable,
  AccountTable,
  AccountPartyTable,
  ClientTable,
  PhoneMoveTable,
  SessionTable,
  AccountDirectoryTable,
  WrongAnswerTable,
} from './tables/identity-tables.ts'
import type {
  WalkTable,
  WalkStopTable,
  WalkMemberTable,
  WalkCodeTable,
  WalkFeedbackTable,
  WalkReportFileTable,
  WalkReportTable,
  WalkVoteTable,
  PublicWalkTable,
  WishLinkTable,
  WalkReplyTable,
  ReplyLinkTable,
  StatusLinkTable,
} from './tables/walk-tables.ts'
import type {
  StopObservedTable,
  StopRatingTable,
  WalkAnswersTable,
} from './tables/rating-tables.ts'
import type {
  MailLinkTable,
  MailMessageTable,
  PhoneAddressTable,
  PushNotificationTable,
  PushSubscriptionTable,
} from './tables/message-tables.ts'
import type { ObservationTable, PhotoTable } from './tables/observation-tables.ts'
import type {
  ServerMetaTable,
  SpaceTable,
  AppliedMutationTable,
  ParkedMutationTable,
  SyncRowTable,
  EventTable,
} from './tables/sync-tables.ts'

/**
 * What the tables of server/migrations look like to Kysely: one interface a table, columns in the order of the SQL.
 *
 * - `bigint` is read as a decimal string, because it may pass 2^53 (property C10); strings, numbers and bigints go in.
 * - `timestamptz` is read as a `Date`; ISO text goes in as well. `date` is read as text `2026-11-12` (database.ts sets this).
 * - `jsonb` is read parsed and WRITTEN AS JSON TEXT: the driver would turn a bare array into a PostgreSQL array.
 */
export interface Database {
  server_meta: ServerMetaTable
  municipalities: MunicipalityTable
  parties: PartyTable
  accounts: AccountTable
  account_parties: AccountPartyTable
  clients: ClientTable
  phone_moves: PhoneMoveTable
  sessions: SessionTable
  account_directory: AccountDirectoryTable
  walks: WalkTable
  spaces: SpaceTable
  walk_stops: WalkStopTable
  stop_ratings: StopRatingTable
  walk_answers: WalkAnswersTable
  stop_observed: StopObservedTable
  walk_votes: WalkVoteTable
  walk_reports: WalkReportTable
  walk_feedback: WalkFeedbackTable
  walk_report_files: WalkReportFileTable
  category_efforts: CategoryEffortTable
  walk_members: WalkMemberTable
  walk_codes: WalkCodeTable
  observations: ObservationTable
  photos: PhotoTable
  applied_mutations: AppliedMutationTable
  parked_mutations: ParkedMutationTable
  sync_rows: SyncRowTable
  events: EventTable
  wrong_answers: WrongAnswerTable
  public_walks: PublicWalkTable
  wish_links: WishLinkTable
  walk_replies: WalkReplyTable
  reply_links: ReplyLinkTable
  status_links: StatusLinkTable
  mail_messages: MailMessageTable
  phone_addresses: PhoneAddressTable
  push_subscriptions: PushSubscriptionTable
  push_notifications: PushNotificationTable
  mail_links: MailLinkTable
}
