import type { Walk } from './walk.ts'

export type WalkTimes = Pick<Walk, 'startsAt' | 'endsAt'>

/** Walks without an end of their own are over so long after their start. */
const assumedLengthMs = 6 * 60 * 60_000

/** When a walk is over, Unix milliseconds; null for one that is open all year. */
export function walkEndMs({ startsAt, endsAt }: WalkTimes): number | null {
  if (endsAt !== null) return Date.parse(endsAt)
  return startsAt === null ? null : Date.parse(startsAt) + assumedLengthMs
}
