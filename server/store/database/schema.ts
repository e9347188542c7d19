import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { MutationResult, MutationStatus } from '../../../shared/sync/feed.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { ObservationStatus } from '../../../shared/observation/observation-status.ts'
import type { PartyFunction } from '../../../shared/observation/categories.ts'
import type { PhotoState } from '../../../shared/observation/photo.ts'
import type { AccountRole, WalkRole } from '../../../shared/access/roles.ts'
import type { Severity } from '../../../shared/observation/categories.ts'
import type {
  MunicipalityProfile,
  PrivacyNotice,
  WalkPhase,
  WalkStop,
} from '../../../shared/walk/walk.ts'

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
  sessions: SessionTable
  account_directory: AccountDirectoryTable
  walks: WalkTable
  spaces: SpaceTable
  walk_members: WalkMemberTable
  walk_codes: WalkCodeTable
  observations: ObservationTable
  photos: PhotoTable
  applied_mutations: AppliedMutationTable
  parked_mutations: ParkedMutationTable
  sync_rows: SyncRowTable
  events: EventTable
}

type BigInteger = string | number | bigint
export type Int8 = ColumnType<string, BigInteger, BigInteger>
type Int8Default = ColumnType<string, BigInteger | undefined, BigInteger>
export type Timestamptz = ColumnType<Date, Date | string, Date | string>
type TimestamptzDefault = ColumnType<Date, Date | string | undefined, Date | string>
type TimestamptzOrNull = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>
type OrNull<T> = ColumnType<T | null, T | null | undefined, T | null>
export type Json<T> = ColumnType<T, string, string>
type JsonDefault<T> = ColumnType<T, string | undefined, string>

interface ServerMetaTable {
  singleton: Generated<boolean>
  epoch: string
  protocol_min: Generated<number>
  protocol_max: Generated<number>
}

interface MunicipalityTable {
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
}

interface PartyTable {
  municipality_id: string
  id: string
  name: string
  functions: Generated<PartyFunction[]>
  sort_order: Generated<number>
}

interface AccountTable {
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

interface AccountPartyTable {
  municipality_id: string
  account_id: string
  party_id: string
}

interface ClientTable {
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
  left_at: TimestamptzOrNull
}

interface SessionTable {
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

interface AccountDirectoryTable {
  email: string
  municipality_id: string
  account_id: string
}

interface WalkTable {
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
  stops: JsonDefault<WalkStop[]>
  created_at: TimestamptzDefault
}

interface SpaceTable {
  municipality_id: string
  id: string
  head: Int8Default
  gc_floor: Int8Default
  scope_version: Generated<number>
}

interface WalkMemberTable {
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

interface WalkCodeTable {
  code: string
  /** `foldWalkCode` of the code, generated. */
  folded: GeneratedAlways<string>
  municipality_id: string
  walk_id: string
  role: Generated<WalkRole>
}

interface ObservationTable {
  municipality_id: string
  id: string
  walk_id: string
  number: Int8
  category: string
  status: ObservationStatus
  severity: Severity
  is_restricted: boolean
  is_withdrawn: Generated<boolean>
  party_ids: Generated<string[]>
  efforts: Generated<string[]>
  /** `2026-11-12` */
  due_on: OrNull<string>
  longitude: number
  latitude: number
  /** Tile at zoom 24 in Morton order, made by the database from the position (0005-desk-queries.sql). */
  cell: ColumnType<string, never, never>
  /** `due_on`, or `infinity` for those without one. */
  due_order: ColumnType<string, never, never>
  author_client_id: OrNull<string>
  search_text: Generated<string>
  /** `foldLetters` of it, generated. */
  folded_text: GeneratedAlways<string>
  body: Json<Observation>
  captured_at: Timestamptz
  received_at: TimestamptzDefault
  updated_at: TimestamptzDefault
}

interface PhotoTable {
  municipality_id: string
  id: string
  observation_id: OrNull<string>
  walk_id: OrNull<string>
  client_id: string
  sha256: OrNull<string>
  size: ColumnType<string | null, BigInteger | null | undefined, BigInteger | null>
  mime: OrNull<string>
  received_bytes: Int8Default
  state: PhotoState
  file_name: string
  created_at: TimestamptzDefault
  updated_at: TimestamptzDefault
}

interface AppliedMutationTable {
  municipality_id: string
  mutation_id: string
  space_id: string
  author_id: string
  client_seq: Int8
  name: string
  args_hash: Uint8Array
  status: MutationStatus
  result: Json<MutationResult>
  effect_seq: ColumnType<string | null, BigInteger | null | undefined, BigInteger | null>
  received_at: TimestamptzDefault
}

interface ParkedMutationTable {
  municipality_id: string
  mutation_id: string
  space_id: string
  author_id: string
  envelope: string
  reason: string
  attempts: Generated<number>
  parked_at: TimestamptzDefault
  resolved_at: TimestamptzOrNull
}

interface SyncRowTable {
  municipality_id: string
  space_id: string
  kind: string
  id: string
  seq: Int8
  deleted: Generated<boolean>
  schema: Generated<number>
  body: ColumnType<unknown, string | null | undefined, string | null>
}

interface EventTable {
  municipality_id: string
  space_id: string
  seq: Int8
  ord: Generated<number>
  observation_id: string
  mutation_id: OrNull<string>
  actor_kind: 'device' | 'account' | 'system'
  actor_id: OrNull<string>
  actor_label: string
  kind: string
  data: JsonDefault<Record<string, unknown>>
  captured_at: TimestamptzOrNull
  received_at: TimestamptzDefault
}
