import type { Uuid } from '../identifiers.ts'
import type { ProblemCode } from '../problem.ts'

/** Version of the sync protocol this code speaks; both sides name theirs (sync.md §2.7). */
export const protocolVersion = 1

/** A position in a space's feed: a decimal string, because it may pass 2^53 (property C10). */
export type Cursor = string

export const startCursor: Cursor = '0'

export function isAtOrAfter(cursor: Cursor, seq: Cursor): boolean {
  return BigInt(cursor) >= BigInt(seq)
}

/** The latest state of one thing, as the reader may see it; hidden and deleted look alike. */
export interface FeedRow {
  kind: string
  id: Uuid
  seq: Cursor
  deleted: boolean
  /** Version of `body`; readers ignore kinds and fields they do not know. */
  schema: number
  body: unknown
}

export interface FeedPage {
  cursor: Cursor
  more: boolean
  /** Build a new base from 0 beside the old one and swap: epoch, floor, scope or head no longer fit. */
  reset?: true
  rows: FeedRow[]
}

export type MutationStatus = 'applied' | 'refused' | 'parked'

export interface MutationResult {
  id: Uuid
  status: MutationStatus
  code?: ProblemCode
  /** Facts for the message of a refusal. */
  detail?: Record<string, string | number>
  /** Feed number at which the effect is visible; absent when nothing changed. */
  effectSeq?: Cursor
}
