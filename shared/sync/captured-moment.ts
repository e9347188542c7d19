import type { Timestamp } from '../timestamps.ts'

/** A phone's claim of when, and how far its clock was wrong by its own estimate. */
export interface CaptureClaim {
  /** By the phone's clock. */
  capturedAt: Timestamp
  /** Phone clock minus server clock in milliseconds; absent while they agree, or nobody knows. */
  clockOffsetMs?: number
}

/** Below this a shown time, in minutes, is right without any correction. */
const noticedMs = 60_000

/** The moment to show people; `isEstimated` when it is the claim corrected by the estimate (property L2). It decides nothing. */
export function capturedMoment({ capturedAt, clockOffsetMs = 0 }: CaptureClaim): {
  at: Timestamp
  isEstimated: boolean
} {
  const corrected = new Date(Date.parse(capturedAt) - clockOffsetMs)
  const isEstimated = Math.abs(clockOffsetMs) >= noticedMs && !Number.isNaN(corrected.getTime())
  return { at: isEstimated ? corrected.toISOString() : capturedAt, isEstimated }
}

/** The estimate as it is kept beside a claim: whole milliseconds, and only where it would be noticed. */
export function keptOffset(estimate: number | null | undefined): { clockOffsetMs?: number } {
  const isKept = typeof estimate === 'number' && Math.abs(estimate) >= noticedMs
  return isKept ? { clockOffsetMs: Math.round(estimate) } : {}
}
