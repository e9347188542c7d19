import type { Reply } from '../../shared/api-contract.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { Outcome } from '../../shared/problem.ts'
import type { JoinedWalk } from '../../shared/walk.ts'

export interface StoredWalk extends JoinedWalk {
  /** The code it was joined with: to sign in again without asking. */
  code: string
}

/** The walks this phone takes part in; readable without a network, and newest first by time of joining. */
export interface JoinedWalks {
  preview(code: string): Promise<Outcome<Reply<'previewWalk'>>>
  /** Joins, or signs this phone in again; makes the walk the current one and wakes the sync loop. */
  join(code: string, displayName?: string): Promise<Outcome<StoredWalk>>
  /** With the newest `walk` row of the feed in place of the one of the day of joining. */
  list(): Promise<StoredWalk[]>
  current(): Promise<StoredWalk | undefined>
  setCurrent(walkId: Uuid): Promise<void>
  subscribe(listener: () => void): () => void
}
