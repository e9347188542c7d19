import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Observation } from '../../../../shared/observation/observation.ts'
import type { ObservationStatus } from '../../../../shared/observation/observation-status.ts'
import type { PhotoState } from '../../../../shared/observation/photo.ts'
import type { Severity } from '../../../../shared/observation/categories.ts'
import type {
  BigInteger,
  Int8,
  Int8Default,
  Timestamptz,
  TimestamptzDefault,
  OrNull,
  Json,
} from './column-types.ts'

// What was found, and photos of it.

export interface ObservationTable {
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

export interface PhotoTable {
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
