import type { Timestamp } from '../../timestamps.ts'
import type { Observation } from '../observation.ts'

/** A date that somebody had promised and that has moved; what was promised before stays visible. */
export interface MovedDate {
  /** The deadline of the finding, or the month for which the work was planned. */
  of: 'due' | 'plan'
  /** A day of a deadline; a month `2027-03` or a year `2027` of a plan. */
  from: string
  /** `null`: there is no date any more. */
  to: string | null
  /** Why, in words for everybody; empty from clients that did not ask. */
  reason: string
  /** Who moved it, as answers are signed. */
  by: string
  at: Timestamp
}

type Moved = Pick<Observation, 'movedDates'>

/** Returns the list with one more move; nothing is a move that leaves the date as it is, or where nothing was promised. */
export function withMove(
  { movedDates = [] }: Moved,
  { from, to, ...move }: Omit<MovedDate, 'from'> & { from: string | null },
): Moved {
  if (from === null || from === to) return movedDates.length > 0 ? { movedDates } : {}
  return { movedDates: [...movedDates, { ...move, from, to }] }
}

/** Returns the month or the year for which the work is planned; null while nobody has promised one. */
export const standingPlan = ({
  plannedFor,
  answer,
}: Pick<Observation, 'plannedFor' | 'answer'>): string | null =>
  plannedFor ?? answer?.plannedFor ?? null

/** Returns all moves of the deadline, or of the plan, the oldest first. */
export const movesOf = (
  { movedDates = [] }: { movedDates?: readonly MovedDate[] | undefined },
  of: MovedDate['of'],
): readonly MovedDate[] => movedDates.filter((move) => move.of === of)
