import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { MutationResult, MutationStatus } from '../../../../shared/sync/feed.ts'
import type { SpaceKind } from '../../../../shared/sync/mutation-context.ts'
import type { SubjectKind } from '../../../../shared/sync/subject.ts'
import type { Actor } from '../../../../shared/access/roles.ts'
import type {
  BigInteger,
  Int8,
  Int8Default,
  TimestamptzDefault,
  TimestamptzOrNull,
  OrNull,
  Json,
  JsonDefault,
} from './column-types.ts'

// Spaces, ledger, feed and history (sync.md §1.1).

export interface ServerMetaTable {
  singleton: Generated<boolean>
  epoch: string
  protocol_min: Generated<number>
  protocol_max: Generated<number>
  /** The epoch that the mail job knows, and when it found another one than before (0060-mail-messages.sql). */
  mail_epoch: OrNull<string>
  mail_restored_at: TimestamptzOrNull
  /** VAPID, base64url (0070-web-push.sql). */
  push_public_key: OrNull<string>
  push_private_key: OrNull<string>
}

export interface SpaceTable {
  municipality_id: string
  id: string
  head: Int8Default
  gc_floor: Int8Default
  scope_version: Generated<number>
  kind: SpaceKind
  walk_id: GeneratedAlways<string | null>
}

export interface AppliedMutationTable {
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

export interface ParkedMutationTable {
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

export interface SyncRowTable {
  municipality_id: string
  space_id: string
  kind: string
  id: string
  seq: Int8
  deleted: Generated<boolean>
  schema: Generated<number>
  body: ColumnType<unknown, string | null | undefined, string | null>
}

export interface EventTable {
  municipality_id: string
  space_id: string
  seq: Int8
  ord: Generated<number>
  subject_id: string
  mutation_id: OrNull<string>
  actor_kind: Actor['kind']
  actor_id: OrNull<string>
  actor_label: string
  kind: string
  data: JsonDefault<Record<string, unknown>>
  captured_at: TimestamptzOrNull
  received_at: TimestamptzDefault
  subject_kind: SubjectKind
}
