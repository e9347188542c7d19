import { lineMetres } from '../plan/plan-length.ts'
import { findingsByStop, type FindingsAtStop } from '../findings-by-stop.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Timestamp } from '../../timestamps.ts'
import type { Walk } from '../walk.ts'

type Finding = Pick<Observation, 'position' | 'stop' | 'isLate' | 'receivedAt'> & {
  isRestricted: boolean
}

export interface WalkCourse<F> {
  byStop: FindingsAtStop<F>[]
  /** Stops of the plan with at least one finding. */
  stopsWithFindings: number
  /** Findings that everybody may see, per kilometre of the planned route; null for a route under 100 m. */
  perKilometre: number | null
  /** How many arrived after the end, and when the last of them did. */
  late: { count: number; lastAt: Timestamp | null }
  /** When the last finding arrived; null without any. */
  lastAt: Timestamp | null
}

/** A shorter line is a mark on the map, and dividing by it would say nothing. */
const shortestMetres = 100

/** What a walk has covered, and when what it found arrived. */
export function walkCourse<F extends Finding>(
  { stops, route }: Pick<Walk, 'stops' | 'route'>,
  findings: readonly F[],
): WalkCourse<F> {
  const byStop = findingsByStop(findings, stops, (one) => one)
  const metres = lineMetres(route)
  const open = findings.filter(({ isRestricted }) => !isRestricted).length
  const late = findings.filter(({ isLate }) => isLate)
  return {
    byStop,
    stopsWithFindings: byStop.filter(({ stop, findings: own }) => stop && own.length > 0).length,
    perKilometre: metres < shortestMetres ? null : (open / metres) * 1_000,
    late: { count: late.length, lastAt: lastOf(late) },
    lastAt: lastOf(findings),
  }
}

const lastOf = (findings: readonly Finding[]): Timestamp | null =>
  findings
    .flatMap(({ receivedAt }) => receivedAt ?? [])
    .sort()
    .at(-1) ?? null
