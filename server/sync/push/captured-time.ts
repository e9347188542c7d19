import {
  capturedMoment,
  keptOffset,
  type CaptureClaim,
} from '../../../shared/sync/captured-moment.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'

const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/** Allows for the travel time of an answer, which the estimate does not include. */
const toleranceMs = 60_000

const isStorable = (instant: number): boolean => instant >= earliest && instant <= latest

/**
 * Returns the phone's claim as a timestamp that the store can keep, with its estimate of how wrong its clock was; the time of receipt
 * when the claim is no time at all. A wrong clock is no reason to refuse: the claim decides nothing (sync.md §0.10).
 */
export function readCapture(
  {
    capturedAt: claim,
    clockOffsetEstimate,
  }: Pick<MutationEnvelope, 'capturedAt' | 'clockOffsetEstimate'>,
  receivedAt: Timestamp,
): CaptureClaim {
  const instant = Date.parse(claim)
  if (!isStorable(instant)) return { capturedAt: receivedAt }
  const capturedAt = new Date(instant).toISOString()
  const kept = { capturedAt, ...keptOffset(clockOffsetEstimate) }
  const corrected = Date.parse(capturedMoment(kept).at)
  // Ignores an estimate that would put the capture after its receipt.
  const isPossible = isStorable(corrected) && corrected <= Date.parse(receivedAt) + toleranceMs
  return isPossible ? kept : { capturedAt }
}
