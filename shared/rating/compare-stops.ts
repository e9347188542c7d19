import type { Uuid } from '../identifiers.ts'
import type { RatingSpread, StopSummary } from './rating-summary.ts'
import { lightKinds, type LightKind } from './rating.ts'

/** The light in which everybody answered, or `mixed`. */
type StopLight = LightKind | 'mixed'

/** `gone`: only one of the walks has the stop; the first states are those of `StopSummary`. */
type Comparison =
  | { state: 'open' | 'none' | 'few' | 'gone' }
  | { state: 'other-light'; before: StopLight; after: StopLight }
  | { state: 'shown'; light: LightKind; before: RatingSpread; after: RatingSpread }

/**
 * What may be said of one stop before and after (domain.md §8.5): both spreads in the same light, or why not. There is no mean and
 * no difference.
 */
export type StopComparison = { stopId: Uuid } & Comparison

interface CompareOptions {
  before: readonly StopSummary[]
  after: readonly StopSummary[]
}

/** Stops in the order of the later walk, by their ids. */
export const compareStops = ({ before, after }: CompareOptions): StopComparison[] =>
  after.map((now) => ({
    stopId: now.stopId,
    ...comparison(
      before.find(({ stopId }) => stopId === now.stopId),
      now,
    ),
  }))

/** What has not ended is named first: whether there are few answers is not known before. */
function comparison(before: StopSummary | undefined, after: StopSummary): Comparison {
  if (!before) return { state: 'gone' }
  for (const state of ['open', 'none', 'few'] as const)
    if (before.state === state || after.state === state) return { state }
  return bySpreads(before as RatingSpread, after as RatingSpread)
}

function bySpreads(before: RatingSpread, after: RatingSpread): Comparison {
  const [then, now] = [lightOf(before), lightOf(after)]
  if (then === 'mixed' || then !== now) return { state: 'other-light', before: then, after: now }
  return { state: 'shown', light: then, before: spreadIn(before), after: spreadIn(after) }
}

function lightOf({ light }: RatingSpread): StopLight {
  const [only, ...others] = lightKinds.filter((kind) => light[kind] > 0)
  return only !== undefined && others.length === 0 ? only : 'mixed'
}

const spreadIn = ({ answers, feeling, alone, reasons, light }: RatingSpread): RatingSpread => ({
  ...{ answers, feeling, alone, reasons, light },
})
