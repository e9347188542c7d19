import type { Generated } from 'kysely'
import type { PartyFunction } from '../../../../shared/observation/categories.ts'
import type { AccountRole } from '../../../../shared/access/roles.ts'
import type {
  MunicipalityProfile,
  PrivacyNotice,
} from '../../../../shared/municipality/municipality.ts'
import type {
  Int8Default,
  Timestamptz,
  TimestamptzDefault,
  TimestamptzOrNull,
  OrNull,
  Json,
  JsonDefault,
} from './column-types.ts'

// The municipality, its people and their sessions.

export interface MunicipalityTable {
  id: string
  name: string
  time_zone: Generated<string>
  west: number
  south: number
  east: number
  north: number
  privacy: Json<PrivacyNotice>
  emergency: JsonDefault<MunicipalityProfile['emergency']>
  created_at: TimestamptzDefault
  /** From when what is due is deleted (0021-retention.sql). */
  retention_from: TimestamptzDefault
}

export interface PartyTable {
  municipality_id: string
  id: string
  name: string
  functions: Generated<PartyFunction[]>
  sort_order: Generated<number>
}

export interface CategoryEffortTable {
  municipality_id: string
  category: string
  effort_id: string
}

export interface AccountTable {
  municipality_id: string
  id: string
  email: string
  name: string
  password_hash: string
  role: AccountRole
  efforts: Generated<string[]>
  disabled_at: TimestamptzOrNull
  created_at: TimestamptzDefault
}

export interface AccountPartyTable {
  municipality_id: string
  account_id: string
  party_id: string
}

export interface ClientTable {
  municipality_id: string
  client_id: string
  last_seen_at: TimestamptzDefault
  highest_client_seq: Int8Default
  key_hash: Uint8Array | null
  /** Multiranges of running numbers, as text `{[1,5),[7,9)}` (0009-phone-accounts.sql). */
  received_seqs: Generated<string>
  retired_seqs: Generated<string>
  held_seqs: Generated<string>
  told_seq: Int8Default
  known_from: Int8Default
  told_at: TimestamptzOrNull
  /** With what the phone last told (0011-phone-tallies.sql). */
  told_drafts: OrNull<number>
  told_photos: OrNull<number>
  told_refused: OrNull<number>
  /** For which walk the phone is ready, or what it lacks (0049-phone-readiness.sql). */
  ready_walk_id: OrNull<string>
  ready_missing: OrNull<string[]>
  ready_without: OrNull<string[]>
  ready_at: TimestamptzOrNull
  left_at: TimestamptzOrNull
  /** Of the phone whose work this one goes on with (0048-moved-phones.sql). */
  author_id: OrNull<string>
  moved_at: TimestamptzOrNull
}

export interface PhoneMoveTable {
  find_hash: string
  municipality_id: string
  client_id: string
  sealed: string
  expires_at: Timestamptz
  taken_by: OrNull<string>
}

export interface SessionTable {
  municipality_id: string
  id: string
  secret_hash: Uint8Array
  account_id: OrNull<string>
  client_id: OrNull<string>
  created_at: TimestamptzDefault
  last_seen_at: TimestamptzDefault
  expires_at: Timestamptz
  revoked_at: TimestamptzOrNull
}

export interface AccountDirectoryTable {
  email: string
  municipality_id: string
  account_id: string
}

export interface WrongAnswerTable {
  key: string
  count: number
  ends_at: Timestamptz
}
