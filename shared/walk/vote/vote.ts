import type { Uuid } from '../../identifiers.ts'
import type { Timestamp } from '../../timestamps.ts'
import type { Walk } from '../walk.ts'

/** Whether the walk votes on its most urgent findings. Everybody on the walk reads it, because everybody may vote. */
export interface WalkVote {
  openedAt: Timestamp
  /** `null` while it is open. */
  closedAt: Timestamp | null
}

export const isVoteOpen = ({ vote }: Pick<Walk, 'vote'>): boolean => vote?.closedAt === null

/**
 * What one phone finds most urgent. It is stored with the phone, so that the last one counts and it is deleted with its person; nobody reads
 * a single one.
 */
export interface FindingVote {
  /** Made for each mutation and not stored. */
  id: Uuid
  walkId: Uuid
  voter: Uuid
  /** At most `limits.topFindings`, in no order; none takes the vote back. */
  findings: readonly Uuid[]
}
