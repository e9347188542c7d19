import type { WalkRole } from '../access/roles.ts'
import type { Uuid } from '../identifiers.ts'
import type { Timestamp } from '../timestamps.ts'
import type { LightKind } from './rating.ts'

/** What whoever keeps the record looks for at a stop: domain.md §8.4, after Safetipin. */
export const observedFactors = [
  ...(['light', 'openness', 'eyes', 'footway'] as const),
  ...(['people', 'transport', 'tidiness', 'help'] as const),
] as const
export type ObservedFactor = (typeof observedFactors)[number]

/** From nothing of it to all that one could wish for; each step has words of its own for each factor. */
export const observedSteps = [0, 1, 2, 3] as const
export type ObservedStep = (typeof observedSteps)[number]

/** `null`: not looked at. */
export type ObservedFactors = Readonly<Record<ObservedFactor, ObservedStep | null>>

/**
 * What somebody with a function in the walk has observed at a stop. It is about the place and is shown as it is; a rating is about a
 * person and is shown in groups only. `observer` is a random id that a phone makes for each walk, and another one than that of ratings.
 */
export interface StopObserved {
  /** Made for each mutation and not stored. */
  id: Uuid
  walkId: Uuid
  stopId: Uuid
  observer: Uuid
  role: WalkRole
  factors: ObservedFactors
  light: LightKind
  observedAt: Timestamp
  /** It came after the walk was closed. */
  isLate: boolean
}

/** As it is stored. */
export type StoredObserved = Omit<StopObserved, 'id'>

export const nothingObserved = Object.fromEntries(
  observedFactors.map((factor) => [factor, null]),
) as ObservedFactors
