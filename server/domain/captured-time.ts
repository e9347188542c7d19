import type { Timestamp } from '../../shared/timestamps.ts'

const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * The phone's claim as a timestamp that the store can keep; the time of receipt where the claim is no time at all. A wrong clock is
 * no reason to refuse: the claim decides nothing (sync.md §0.10).
 */
export function readCapturedAt(claim: string, receivedAt: Timestamp): Timestamp {
  const instant = Date.parse(claim)
  return instant >= earliest && instant <= latest ? new Date(instant).toISOString() : receivedAt
}
