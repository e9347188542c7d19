import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Observation } from '../../../../shared/observation/observation.ts'
import type { ObservationStatus } from '../../../../shared/observation/observation-status.ts'
import type { PhotoState } from '../../../../shared/observation/photo.ts'
import type { PlaceName } from '../../../../shared/place-names/place-name.ts'
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
  /** What it needs beyond its deadline, without that it needs an owner (0071-needs.sql). */
  needs: ColumnType<string[], never, never>
  author_client_id: OrNull<string>
  search_text: Generated<string>
  body: Json<Observation>
  captured_at: Timestamptz
  received_at: TimestamptzDefault
  updated_at: TimestamptzDefault
  /** What the map calls the place; null where it has no name, or has not been asked. */
  place_name: ColumnType<PlaceName | null, string | null | undefined, string | null>
  /** Its words, searched together with `search_text`. */
  place_words: Generated<string>
  /** Version of the map that was asked; empty for none. */
  named_by: Generated<string>
  /** `foldLetters` of `search_text` and `place_words`, generated. */
  folded_text: GeneratedAlways<string>
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
