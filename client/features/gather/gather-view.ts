import { distanceMetres } from '../../../shared/geo.ts'
import { limits } from '../../../shared/limits.ts'
import { mainOf } from '../../../shared/observation/gathering/main-finding.ts'
import { findNearbySame } from '../../../shared/observation/nearby-same.ts'
import { isLeaderStep } from '../../../shared/observation/observation-status.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { findingsByStop, type FindingsAtStop } from '../../../shared/walk/findings-by-stop.ts'
import type { WalkStop } from '../../../shared/walk/walk.ts'

/** A finding with those that were linked to it as the same thing. */
export interface GatheredFinding {
  finding: VisibleObservation
  copies: readonly VisibleObservation[]
}

/** Two findings that may be the same thing; the later one would be linked to the earlier one. */
export interface SamePair {
  first: VisibleObservation
  second: VisibleObservation
  metres: number
}

export interface StopGroup extends FindingsAtStop<GatheredFinding> {
  pairs: readonly SamePair[]
}

/** A list that is approved has at most this many, and so a screen has no more. */
export const mostFindings = limits.approvedFindings

export const isLookedAt = ({ status }: VisibleObservation): boolean => status !== 'received'

/** What is not withdrawn, in the order in which it was pinned by number; what has no number yet comes last. */
export const standing = (all: readonly VisibleObservation[]): VisibleObservation[] =>
  all.filter(({ isWithdrawn }) => !isWithdrawn).sort((a, b) => orderOf(a) - orderOf(b))

const orderOf = ({ number }: VisibleObservation): number => number ?? Infinity

export function gatherFindings(findings: readonly VisibleObservation[]): GatheredFinding[] {
  const byId = new Map(findings.map((one) => [one.id, one]))
  const mains = new Map(findings.map((one) => [one, mainOf(one, byId)]))
  return findings
    .filter((one) => mains.get(one) === one)
    .map((finding) => ({
      finding,
      copies: findings.filter((one) => one !== finding && mains.get(one) === finding),
    }))
}

/**
 * Each finding is in one suggestion at most, so that an answer never contradicts the next question. What a party has accepted is not
 * suggested: joining it is left to the desk.
 */
export function samePairs(mains: readonly VisibleObservation[]): SamePair[] {
  const taken = new Set<string>()
  return mains.flatMap((second) => {
    const others = mains.filter(
      (one) => orderOf(one) < orderOf(second) || isBefore(one, second, mains),
    )
    const found = findNearbySame(second, others).find(
      ({ observation: first }) => !taken.has(first.id) && !isKnownApart(first, second),
    )
    if (!found || taken.has(second.id) || !isLeaderStep(second.status, 'duplicate')) return []
    const { observation: first } = found
    taken.add(first.id).add(second.id)
    return [{ first, second, metres: distanceMetres(first.position, second.position) }]
  })
}

const isBefore = (
  one: VisibleObservation,
  other: VisibleObservation,
  mains: readonly VisibleObservation[],
): boolean => orderOf(one) === orderOf(other) && mains.indexOf(one) < mains.indexOf(other)

const isKnownApart = (a: VisibleObservation, b: VisibleObservation): boolean =>
  (a.apartFrom?.includes(b.id) ?? false) || (b.apartFrom?.includes(a.id) ?? false)

/** By the stops of the plan; stops without findings are left out, and what is at no stop comes last. */
export function groupByStop(
  gathered: readonly GatheredFinding[],
  stops: readonly WalkStop[],
): StopGroup[] {
  const pairs = samePairs(gathered.map(({ finding }) => finding))
  return findingsByStop(gathered, stops, ({ finding }) => finding)
    .filter(({ findings }) => findings.length > 0)
    .map((group) => ({
      ...group,
      pairs: pairs.filter(({ second }) => group.findings.some(({ finding }) => finding === second)),
    }))
}
