import type { Problem } from '../../../shared/problem.ts'

/** Whole minutes until `too-many-requests` is over: as the response says, as its details say, or one. */
export function waitMinutes({ detail }: Problem): number {
  const seconds = Number(detail?.['retryAfterSeconds'] ?? detail?.['seconds'] ?? 60)
  return Math.max(1, Math.ceil(seconds / 60))
}
