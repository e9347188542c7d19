import { metresToBox, type Position } from '../geo.ts'
import type { Walk } from './walk.ts'

export type WalkTimes = Pick<Walk, 'startsAt' | 'endsAt'>
/** `phase` and `startedAt` where they are known: an organiser may close a walk, and a leader begin it, before its time. */
export type WalkPlan = WalkTimes & Partial<Pick<Walk, 'phase'>> & { startedAt?: string | null }

/** Walks without an end of their own are over so long after their start. */
const assumedLengthMs = 6 * 60 * 60_000

/** When a walk is over, Unix milliseconds; null for one that is open all year. */
export function walkEndMs({ startsAt, endsAt }: WalkTimes): number | null {
  if (endsAt !== null) return Date.parse(endsAt)
  return startsAt === null ? null : Date.parse(startsAt) + assumedLengthMs
}

/** `always`: open all year. */
export type WalkMoment = 'always' | 'upcoming' | 'running' | 'ended'

/** Where a walk stands at a moment of Unix milliseconds. */
export function walkMoment(walk: WalkPlan, nowMs: number): WalkMoment {
  if (walk.phase === 'closed') return 'ended'
  const endMs = walkEndMs(walk)
  if (endMs === null) return 'always'
  if (nowMs > endMs) return 'ended'
  const hasBegun = typeof walk.startedAt === 'string' || walk.startsAt === null
  return hasBegun || nowMs >= Date.parse(walk.startsAt ?? '') ? 'running' : 'upcoming'
}

/** People come early, and stay to talk: so long before and after its time a walk is still taken for the one that is meant. */
const graceMs = 2 * 60 * 60_000
const farMetres = 1_000

/** Why a pin may be meant for another walk than this one. */
export type WalkDoubt = 'ended' | 'upcoming' | 'far'

/** `position`: where the pin would be, as far as it is known; its accuracy counts in the walk's favour. */
export function walkDoubt(
  walk: WalkPlan & Pick<Walk, 'area'>,
  nowMs: number,
  position: Position | null,
): WalkDoubt | null {
  const isAround = [nowMs - graceMs, nowMs, nowMs + graceMs].some(
    (moment) => !['ended', 'upcoming'].includes(walkMoment(walk, moment)),
  )
  const moment = walkMoment(walk, nowMs)
  if (!isAround && (moment === 'ended' || moment === 'upcoming')) return moment
  return position && metresFrom(walk, position) > farMetres ? 'far' : null
}

/** From the walk's area; 0 inside it. */
export const metresFrom = ({ area }: Pick<Walk, 'area'>, position: Position): number =>
  Math.max(0, metresToBox(position, area) - (position.accuracyMetres ?? 0))
