import type { WalkContext } from '../sync/mutation-context.ts'
import type { Timestamp } from '../timestamps.ts'

/** When a leader pressed. The clock of a phone may be ahead, and nothing has happened after it was heard of. */
export const pressedAt = ({
  capturedAt,
  now,
}: Pick<WalkContext, 'capturedAt' | 'now'>): Timestamp =>
  Date.parse(capturedAt) < Date.parse(now) ? capturedAt : now
